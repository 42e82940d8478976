"""Citizens with a telephone, what they book, and the reminders that lie."""

from datetime import date, datetime, time

from staasted.apps.booking.models import Booking
from staasted.apps.booking.reminding import reminders_choose
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.wishes import Wishes, house_wishes
from staasted.catalog.loader import catalog
from tests import town
from tests.happenings import request
from tests.outgoing import reachable
from tests.town import Town, danish

PHONE, ABROAD = "20 30 40 50", "4520304050"
WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 5, 20 + n) for n in range(3))


def with_phone(place: Town) -> Citizen:
    found = reachable(place)
    Person.objects.filter(pk=found.person_id).update(phone=PHONE)
    found.person.refresh_from_db()
    return found


def booked(
    case: Citizen, coach: Person, starts_at: datetime, purpose: str = "job_search"
) -> Booking:
    """A time the citizen chose, so and so."""
    wanted = request(starts_at, purpose=purpose)
    return slot_book(actor=town.acting(case), citizen=case, counsellor=coach, request=wanted)


def lying(state: str = "waiting") -> list[tuple[str, str, str]]:
    """Kind, road and Danish moment of each reminder in a state."""
    rows = Message.objects.filter(reminder=True, state=state).order_by("from_at", "road")
    moments = ((row, row.from_at.astimezone(COPENHAGEN)) for row in rows)
    return [(row.kind.removeprefix("reminder_"), row.road, f"{at:%d %H:%M}") for row, at in moments]


def choose(case: Citizen, **other: object) -> None:
    wishes = Wishes(**{name: getattr(house_wishes(), name) for name in Wishes.__slots__} | other)
    reminders_choose(actor=town.acting(case), citizen=case, wishes=wishes, now=clock.now())


def four_on_friday(case: Citizen, coach: Person) -> None:
    for hour, purpose in zip((9, 10, 11, 13), purposes(), strict=False):
        booked(case, coach, danish(FRIDAY, time(hour)), purpose)


def purposes() -> list[str]:
    return [slug for slug, each in catalog().purposes.items() if each.self_bookable]
