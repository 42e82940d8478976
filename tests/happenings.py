"""What can happen to a citizen in a test: a conversation at some time, closed as something."""

from datetime import UTC, datetime, timedelta

from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Freedom, Origin, Outcome
from staasted.core.slots import Slot, free_times

FIRST = "first_conversation"
JOB_SEARCH = "job_search"


def free(
    case: Citizen, coach: Person, *, purpose: str = JOB_SEARCH, channel: str = "phone"
) -> list[Slot]:
    """The times the two could meet, as the pages list them."""
    search = search_for(
        citizen=case,
        counsellor=coach,
        purpose=catalog().purposes[purpose],
        channel=Channel(channel),
        now=clock.now(),
    )
    return list(free_times(search))


def request(
    start: datetime,
    *,
    purpose: str = JOB_SEARCH,
    channel: str = "phone",
    origin: str = "own_choice",
) -> Request:
    """What somebody asks for."""
    return Request(start, catalog().purposes[purpose], Channel(channel), Origin(origin))


def book(
    case: Citizen, coach: Person, *, purpose: str = JOB_SEARCH, channel: str = "phone"
) -> Booking:
    """Book the first free time: a summons for a first conversation, else the citizen's choice."""
    summoned = purpose == FIRST
    actor = actor_for(
        person=coach if summoned else case.person,
        role=Role.COUNSELLOR if summoned else Role.CITIZEN,
    )
    start = free(case, coach, purpose=purpose, channel=channel)[0].start
    wanted = request(
        start, purpose=purpose, channel=channel, origin="summoned" if summoned else "own_choice"
    )
    return slot_book(actor=actor, citizen=case, counsellor=coach, request=wanted)


def close(booking: Booking, *, outcome: Outcome = Outcome.HELD, note: str = "") -> Conversation:
    """Close a booking right after it ended, agreeing on the next in six weeks where it was held."""
    actor = actor_for(person=booking.counsellor, role=Role.COUNSELLOR)
    with clock.pinned(booking.ends_at):
        today = clock.today()
        held = outcome is Outcome.HELD
        agreed = Terms(Freedom.CHECK_INS, 6, today, today + timedelta(weeks=6)) if held else None
        closing = Closing(outcome, 30 if held else None, note, agreed)
        return conversation_close(actor=actor, booking=booking, closing=closing)


def hold(
    case: Citizen, coach: Person, at: datetime, *, purpose: str = JOB_SEARCH, channel: str = "phone"
) -> Conversation:
    """A conversation in the first free time a day or more after a moment, held."""
    with clock.pinned(at):
        booking = book(case, coach, purpose=purpose, channel=channel)
    return close(booking)


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)
