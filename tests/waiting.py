"""Waiting lists and calls for tests: who waits for what, and who has been told."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from staasted.apps.booking.models import Booking, TimeTold, TimeWish
from staasted.apps.booking.services import booking_cancel, openings_publish
from staasted.apps.booking.wishing import Calling, Waiting, call_ask, waiting_join
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from tests import town
from tests.happenings import JOB_SEARCH
from tests.town import MONDAY, danish

WEEKS = timedelta(weeks=3)


def waits(case: Citizen, *, purpose: str = JOB_SEARCH, **asked: object) -> TimeWish:
    """On the waiting list for help with looking for work, by telephone, unless told otherwise."""
    usual = {"first_on": MONDAY, "last_on": MONDAY + WEEKS, "channel": Channel.PHONE}
    waiting = Waiting(catalog().purposes[purpose], **(usual | asked))
    return waiting_join(actor=town.acting(case), citizen=case, waiting=waiting)


def asks_for_call(case: Citizen, *, purpose: str = JOB_SEARCH, **asked: object) -> TimeWish:
    """A promise to be called."""
    calling = Calling(catalog().purposes[purpose], **({"phone": "12 34 56 78"} | asked))
    return call_ask(actor=town.acting(case), citizen=case, calling=calling)


def with_mail(*cases: Citizen) -> None:
    """Let them have an address, for whoever has none is told of nothing; and the first
    conversation behind them, so that they book themselves."""
    for case in cases:
        past_the_first(case)
        Person.objects.filter(pk=case.person_id).update(email=f"{case.public_id}@example.dk")
        case.person.refresh_from_db()


def past_the_first(case: Citizen) -> None:
    """Their first conversation was held, and the law no longer summons them."""
    known = {
        "form": ConversationForm.INDIVIDUAL,
        "channel": Channel.IN_PERSON,
        "held_by": Holder.COUNSELLOR,
        "outcome": Outcome.HELD,
        "minutes": 60,
        "closed_at": clock.now(),
    }
    at = danish(MONDAY - timedelta(days=4), time(9))
    what = {"citizen": case, "starts_at": at, "purpose": "first_conversation"}
    Conversation.objects.get_or_create(**what, defaults=known)


def open_at(person: Person, day: date, first: int, last: int) -> None:
    """Open one stretch of a day, from one whole hour to another."""
    stretch = (danish(day, time(first)), danish(day, time(last)))
    openings_publish(counsellor=person, stretches=[stretch])


def join_in_turn(cases: Iterable[Citizen], **asked: object) -> list[TimeWish]:
    """Each of them waits, one minute after the other."""
    found = []
    for minute, case in enumerate(cases):
        with clock.pinned(clock.now() + timedelta(minutes=minute)):
            found.append(waits(case, **asked))
    return found


def free_up(booking: Booking) -> None:
    """Its citizen cancels."""
    booking_cancel(actor=town.acting(booking.citizen), booking=booking)


def told() -> list[str]:
    """Whom we have told of a free time, in order."""
    rows = TimeTold.objects.select_related("citizen__person").order_by("id")
    return [row.citizen.person.name for row in rows]
