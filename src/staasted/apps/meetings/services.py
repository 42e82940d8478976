"""Joining a meeting and leaving it: a seat, or a place on the waiting list. The database holds it.

Cases are held first, then the meeting (decision 0020); the number of seats is a guard (0031).
"""

from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.shown_to import shown_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.selectors import group_on
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.meetings.holding import (
    TRIES,
    Held,
    ListGrew,
    meeting_lock,
    waiting_cases,
    with_all_held,
)
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait, WaitEnd
from staasted.apps.meetings.recording import seat_logged
from staasted.apps.meetings.seating import (
    own_time_taken,
    seat_free,
    seat_give,
    seats_fill,
    seats_free,
    seats_taken,
    wait_end,
    waiting_list,
)
from staasted.apps.meetings.telling import seat_told, wait_told
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Origin, Outcome
from staasted.core.errors import DomainError

THEMSELVES = (Role.CITIZEN, Role.REPRESENTATIVE)


@transaction.atomic
def meeting_join(*, actor: Actor, citizen: Citizen, meeting: GroupMeeting) -> Seat | SeatWait:
    """Take a seat, or wait for one where it is full; who has either already keeps it.

    Whoever waits takes a seat that has come free. Staff may add somebody until the meeting ends,
    of whatever group. Errors: DomainError ``case_closed``, ``meeting_is_cancelled``,
    ``meeting_closed_for_joining``, ``meeting_for_others``, ``own_time_taken``; as
    ``shown_require`` for the meeting's purpose.
    """
    open_case_lock(citizen)
    held = meeting_lock(meeting)
    seat = seats_taken(held).filter(citizen=citizen).first()
    if seat is not None:
        return seat
    _joining_refused(actor, citizen, held)
    wait = waiting_list(held).filter(citizen=citizen).first()
    if seats_free(held) > 0:
        return _seated(actor, citizen, held, wait)
    return wait or _waiting(actor, citizen, held)


def meeting_leave(*, actor: Actor, citizen: Citizen, meeting: GroupMeeting) -> None:
    """Give a seat back, or leave the waiting list; the first who waits and is free moves up.

    Who has neither changes nothing. Errors: DomainError ``too_late_to_cancel``, ``meeting_begun``.
    """
    tried = 0

    def leave(held: Held) -> None:
        nonlocal tried
        tried += 1
        _leave(actor, citizen, held.meeting)
        try:
            seats_fill(held)
        except ListGrew:
            if tried < TRIES:
                raise
            # A list that never stands still: the seat is free, and the timetable fills it.

    with_all_held(meeting, leave, concerned=waiting_cases, own=[citizen])


def meetings_fill(*, now: datetime) -> int:
    """Move up whoever has become free, or waits for a seat a closed case left; how many."""
    ahead = GroupMeeting.objects.filter(starts_at__gt=now, cancelled_at=None)
    waits = SeatWait.objects.filter(ended_at=None)
    waited = ahead.filter(pk__in=waits.values("meeting")).order_by("starts_at", "pk")
    return sum(with_all_held(each, seats_fill, concerned=waiting_cases) for each in waited)


def seats_end(*, actor: Actor, citizen: Citizen) -> None:
    """Give back every seat ahead, and wait for none: the case ends. It is held already.

    The timetable moves up who waits: their cases come before this one as often as after it.
    """
    mine = GroupMeeting.objects.filter(starts_at__gt=clock.now(), cancelled_at=None)
    for meeting in mine.filter(pk__in=_of(citizen)).order_by("pk"):
        held = meeting_lock(meeting)
        _freed(actor, citizen, held, seats_taken(held).filter(citizen=citizen).first())
        for wait in waiting_list(held).filter(citizen=citizen):
            wait_end(wait, WaitEnd.LEFT)


def _of(citizen: Citizen) -> set[int]:
    seated = Seat.objects.filter(citizen=citizen, live=True).values_list("meeting", flat=True)
    waits = SeatWait.objects.filter(citizen=citizen, ended_at=None)
    return {*seated, *waits.values_list("meeting", flat=True)}


def _joining_refused(actor: Actor, citizen: Citizen, meeting: GroupMeeting) -> None:
    by_staff = actor.role not in THEMSELVES
    until = meeting.ends_at if by_staff else meeting.join_until_at
    if meeting.cancelled_at is not None:
        raise DomainError("meeting_is_cancelled")
    if clock.now() >= until or meeting.closed_at is not None:
        raise DomainError("meeting_closed_for_joining")
    if not by_staff and not is_for(meeting, group_on(citizen, on=clock.today())):
        raise DomainError("meeting_for_others")
    if not by_staff:
        shown_require(citizen, catalog().purposes[meeting.purpose])
    if own_time_taken(citizen, meeting.starts_at, meeting.ends_at):
        raise DomainError("own_time_taken")


def is_for(meeting: GroupMeeting, group: str) -> bool:
    """Whether a meeting is for somebody of a target group; empty is none known."""
    return not meeting.groups or f" {group} " in meeting.groups


def _seated(actor: Actor, citizen: Citizen, meeting: GroupMeeting, wait: SeatWait | None) -> Seat:
    own = actor.role in THEMSELVES
    if wait is not None:
        wait_end(wait, WaitEnd.SEATED)
    seat = seat_give(meeting, citizen, Origin.OWN_CHOICE if own else Origin.BY_STAFF)
    seat_logged(actor, "meeting_join", meeting, citizen)
    letter = wait.letter if wait is not None else ""
    seat_told("seat" if own else "seat_by_us", seat.booking, instead_of=letter)
    return seat


def _waiting(actor: Actor, citizen: Citizen, meeting: GroupMeeting) -> SeatWait:
    wait = SeatWait.objects.create(meeting=meeting, citizen=citizen, asked_at=clock.now())
    seat_logged(actor, "meeting_wait", meeting, citizen)
    wait_told("waiting", wait)
    return wait


def _leave(actor: Actor, citizen: Citizen, meeting: GroupMeeting) -> None:
    seat = seats_taken(meeting).filter(citizen=citizen).first()
    if seat is not None:
        _late_refused(actor, meeting)
    _freed(actor, citizen, meeting, seat)
    for wait in waiting_list(meeting).filter(citizen=citizen):
        wait_end(wait, WaitEnd.LEFT)
        seat_logged(actor, "meeting_leave", meeting, citizen)


def _freed(actor: Actor, citizen: Citizen, meeting: GroupMeeting, seat: Seat | None) -> None:
    if seat is None:
        return
    own = actor.role in THEMSELVES
    seat_free(seat, Outcome.CANCELLED_BY_CITIZEN if own else Outcome.CANCELLED_BY_US)
    seat_logged(actor, "meeting_leave", meeting, citizen)
    seat_told("given_back" if own else "taken_back", seat.booking)


def _late_refused(actor: Actor, meeting: GroupMeeting) -> None:
    hours = catalog().purposes[meeting.purpose].cancel_until_hours
    if clock.now() >= meeting.starts_at or meeting.closed_at is not None:
        raise DomainError("meeting_begun")
    late = clock.now() > meeting.starts_at - timedelta(hours=hours)
    if actor.role in THEMSELVES and late:
        raise DomainError("too_late_to_cancel", hours=hours)
