"""Who is assessed to find work alone, and whom a lead is to answer about."""

from datetime import timedelta

from staasted.apps.agreements.terms import Terms
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.correcting import Registered, conversation_correct
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.conversations.telling_after import Told, not_so_say, told_in
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.states import ExemptionState
from staasted.core.axes import Channel, Freedom, Outcome
from tests import town
from tests.happenings import book
from tests.town import MONDAY, NOON, Town

WEEKS = Terms(Freedom.CHECK_INS, 6, MONDAY, MONDAY + timedelta(weeks=6))


def about_finding_work(place: Town) -> tuple[dict[str, Citizen], dict[str, Booking]]:
    """Selma, who finds work alone, and Vera, about whom a lead has not answered yet.

    The 75 % rule begins after the scene's day: the rows are written past the service, which would
    find nothing to lift.
    """
    found = {"works_alone": "Selma Selv", "beyond_room": "Vera Venter"}
    cases = {key: town.citizen(place.karen, name=name) for key, name in found.items()}
    _assessed(place, cases["works_alone"], state=ExemptionState.STANDS, stands_on=MONDAY)
    _assessed(place, cases["beyond_room"], state=ExemptionState.WAITING, beyond_room=True)
    return cases, {"told": _told_and_corrected(place, cases["works_alone"])}


def _told_and_corrected(place: Town, case: Citizen) -> Booking:
    """A conversation Selma has read of, says was otherwise, and Karen has corrected."""
    coach = place.counsellor()
    with clock.pinned(NOON - timedelta(days=4)):
        booking = book(case, place.karen)
    with clock.pinned(booking.ends_at):
        told = Told("Vi talte om lageret.", ("cv_help",), "Ring til lageret")
        held = Closing(Outcome.HELD, 30, "Vi talte om lageret.", WEEKS, told)
        conversation_close(actor=coach, booking=booking, closing=held)
    row = told_in(case)[0]
    words = {"public_id": row.public_id, "words": "Det var kontoret.", "now": NOON}
    not_so_say(actor=town.acting(case), citizen=case, **words)
    to = Registered(Outcome.HELD, 20, Channel.PHONE, "Vi talte om kontoret.")
    conversation_correct(actor=coach, booking=booking, to=to, reason="Jeg skrev forkert.", now=NOON)
    return booking


def _assessed(place: Town, case: Citizen, **how: object) -> None:
    ShareExemption.objects.create(
        citizen=case,
        reason="Du har to samtaler hos arbejdsgivere i næste uge.",
        touch_on=MONDAY + timedelta(days=5),
        channel="phone",
        review_on=MONDAY + timedelta(days=10),
        made_at=NOON,
        made_by=place.karen,
        **how,
    )
