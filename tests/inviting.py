"""Invitations for tests: somebody who books themselves, asked by Karen."""

from datetime import date, timedelta

from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.invitations.models import Invitation, Summons, TimesMissing
from staasted.apps.invitations.services import Asking, invitation_make
from staasted.apps.invitations.summoning import Calling, regard_ask, summons_make
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from staasted.core.law import SummonsGround
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, JOB_SEARCH, free, hold, utc
from tests.town import MONDAY, Town

EMAIL = "aase@example.dk"


def who_books(place: Town, *, name: str = "Åse Møller", email: str = EMAIL) -> Citizen:
    """A citizen whose first conversation lies behind: they book the next ones."""
    case = town.citizen(place.karen, name=name)
    Person.objects.filter(pk=case.person_id).update(email=email)
    case.person.refresh_from_db()
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def invite(
    place: Town,
    case: Citizen,
    *,
    days: int = 10,
    purpose: str = JOB_SEARCH,
    guided: bool = True,
    coach: Person | None = None,
) -> Invitation | TimesMissing:
    """Karen asks the citizen to book."""
    asking = Asking(catalog().purposes[purpose], coach or place.karen, days, guided)
    return invitation_make(actor=place.counsellor(), citizen=case, asking=asking)


def day(number: int) -> date:
    """So many days after Monday 18 May 2026."""
    return MONDAY + timedelta(days=number)


def call_in(
    place: Town,
    case: Citizen,
    *,
    purpose: str = "plan_and_next_step",
    channel: str = "phone",
    number: int = 6,
    regard: dict[str, str] | None = None,
    **told: object,
) -> Summons:
    """Karen asks what to heed, and summons the citizen to a free time."""
    actor = place.counsellor()
    regard_ask(actor=actor, citizen=case, **(regard or {}))
    slot = free(case, place.karen, purpose=purpose, channel=channel)[number]
    usual = {"ground": SummonsGround.EXEMPT, "movable": True} | told
    wanted = catalog().purposes[purpose]
    calling = Calling(starts_at=slot.start, purpose=wanted, channel=Channel(channel), **usual)
    return summons_make(actor=actor, citizen=case, counsellor=place.karen, calling=calling)


def exempt(case: Citizen) -> None:
    """The citizen need not book."""
    SelfBookingExemption.objects.create(citizen=case, exempt=True, reason="It")


def asked_and_called(place: Town, case: Citizen) -> dict[str, str]:
    """What addresses stand for: an invitation of the citizen's, and a summoned booking."""
    asked = invite(place, case, purpose="skills_and_courses")
    exempt(case)
    letter = call_in(place, case)
    SelfBookingExemption.objects.filter(citizen=case).delete()
    return {"invitation": asked.public_id, "summoned": letter.booking.public_id}


def heeded(counsellor: Browser, case: Citizen) -> Browser:
    """The counsellor has asked what to heed, and there was nothing."""
    counsellor.post(f"/borgere/{case.public_id}/indkald/", hensyn="1")
    return counsellor
