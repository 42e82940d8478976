"""Making, changing and cancelling a meeting: one transaction each, logged, and everybody told."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.models import Occupation, OccupationKind, Resource, ResourceKind
from staasted.apps.booking.taking import resource_open
from staasted.apps.meetings.changing import everybody_moved
from staasted.apps.meetings.holding import Held, held_require, with_all_held
from staasted.apps.meetings.models import GroupMeeting, MeetingTime, WaitEnd
from staasted.apps.meetings.plans import TOLD_OF, Plan, plan_refused
from staasted.apps.meetings.recording import meeting_logged
from staasted.apps.meetings.seating import (
    numbers_close_up,
    seat_free,
    seats_fill,
    seats_taken,
    wait_end,
    waiting_list,
)
from staasted.apps.meetings.telling import seat_told, wait_told
from staasted.apps.meetings.video import meeting_video_keep, meeting_video_over
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.core.axes import ConversationForm, Outcome
from staasted.core.errors import DomainError


@transaction.atomic
def meeting_make(*, actor: Actor, plan: Plan) -> GroupMeeting:
    """Make a meeting: it takes its holder's time, and its room's.

    Errors: AccessRefused; DomainError ``meeting_holder_taken``, ``meeting_room_taken``, and as
    ``plan_refused``.
    """
    role_require(actor, Role.COUNSELLOR)
    plan_refused(plan)
    list(_times_of(plan).select_for_update().order_by("pk"))
    now = clock.now()
    meeting = GroupMeeting.objects.create(**plan.columns(), made_at=now, changed_at=now)
    _time_take(meeting)
    meeting_video_keep(meeting)
    meeting_logged(actor, "meeting_make", meeting)
    return meeting


def meeting_change(*, actor: Actor, meeting: GroupMeeting, plan: Plan) -> GroupMeeting:
    """Change a meeting; its form and purpose stay. Returns it as it is now.

    Another time, place, channel or holder is told to everybody; who is not free at the new time
    loses the seat and is told that too. More seats are given to those who wait.
    Errors: as ``meeting_make``; NotYours; ``meeting_is_cancelled``, ``meeting_begun``,
    ``meeting_busy``; ``meeting_seats_taken`` where more seats are taken than there would be.
    """
    role_require(actor, Role.COUNSELLOR)
    plan_refused(plan)

    def change(held: Held) -> GroupMeeting:
        kept = replace(plan, form=ConversationForm(held.meeting.form), purpose=held.meeting.purpose)
        return _change(actor, held, kept)

    return with_all_held(meeting, change, times=lambda row: {*_taken_by(row), *_times_of(plan)})


def meeting_cancel(*, actor: Actor, meeting: GroupMeeting, because: str) -> GroupMeeting:
    """Cancel a meeting ahead: everybody is told, and the time is free. Done again it is done.

    Each seat is counted as cancelled by us. Errors: AccessRefused; NotYours; DomainError
    ``meeting_begun``, ``meeting_without_reason``, ``meeting_busy``.
    """
    role_require(actor, Role.COUNSELLOR)
    if not because.strip():
        raise DomainError("meeting_without_reason")
    return with_all_held(
        meeting, lambda held: _cancel(actor, held, because.strip()), times=_taken_by
    )


def _change(actor: Actor, held: Held, plan: Plan) -> GroupMeeting:
    held_require(held)
    meeting = held.meeting
    _ahead_require(meeting)
    taken = seats_taken(meeting).count()
    if taken > plan.seats:
        raise DomainError("meeting_seats_taken", count=taken)
    before = {name: getattr(meeting, name) for name in TOLD_OF}
    numbers_close_up(meeting, plan.seats)
    for name, value in plan.columns().items():
        setattr(meeting, name, value)
    moved = any(getattr(meeting, name) != value for name, value in before.items())
    if moved:
        meeting.changes, meeting.changed_at = meeting.changes + 1, clock.now()
    meeting.save()
    citizens = []
    if moved:
        _time_free(meeting)
        _time_take(meeting)
        meeting_video_over(meeting)
        meeting_video_keep(meeting)
        citizens = everybody_moved(meeting)
    meeting_logged(actor, "meeting_change", meeting, citizens=citizens)
    seats_fill(held)
    return meeting


def _cancel(actor: Actor, held: Held, because: str) -> GroupMeeting:
    held_require(held)
    meeting = held.meeting
    if meeting.cancelled_at is not None:
        return meeting
    _ahead_require(meeting)
    seats, waits = list(seats_taken(meeting)), list(waiting_list(meeting))
    for seat in seats:
        seat_free(seat, Outcome.CANCELLED_BY_US)
        seat_told("cancelled", seat.booking)
    for wait in waits:
        wait_end(wait, WaitEnd.CANCELLED)
        wait_told("wait_cancelled", wait)
    _time_free(meeting)
    meeting_video_over(meeting)
    meeting.cancelled_at, meeting.cancelled_because = clock.now(), because
    meeting.save(update_fields=["cancelled_at", "cancelled_because"])
    told = [row.citizen for row in (*seats, *waits)]
    meeting_logged(actor, "meeting_cancel", meeting, citizens=told)
    return meeting


def _ahead_require(meeting: GroupMeeting) -> None:
    if meeting.cancelled_at is not None:
        raise DomainError("meeting_is_cancelled")
    if meeting.starts_at <= clock.now() or meeting.closed_at is not None:
        raise DomainError("meeting_begun")


def _times_of(plan: Plan) -> QuerySet[Resource]:
    """The rows a plan takes: its holder's and its room's."""
    resource_open(person=plan.holder, kind=ResourceKind.COUNSELLOR)
    wanted = Q(kind=ResourceKind.COUNSELLOR, person=plan.holder)
    room = plan.columns()["room"]
    return Resource.objects.filter(wanted | Q(room=room) if room is not None else wanted)


def _taken_by(meeting: GroupMeeting) -> Iterable[Resource]:
    """The rows a meeting takes now."""
    return Resource.objects.filter(
        occupations__meeting_time__meeting=meeting, occupations__live=True
    )


def _time_take(meeting: GroupMeeting) -> None:
    """Take the time of holder and room; what is held there longer than its time goes."""
    holder = Q(kind=ResourceKind.COUNSELLOR, person=meeting.holder)
    room = Q(room=meeting.room) if meeting.room_id is not None else Q(pk__in=[])
    rows = list(Resource.objects.filter(holder | room).order_by("pk"))
    over = Occupation.objects.filter(kind=OccupationKind.HOLD, until_at__lte=clock.wall())
    over.filter(resource__in=rows).delete()
    for row in rows:
        why = "meeting_room_taken" if row.room_id else "meeting_holder_taken"
        try:
            with transaction.atomic():
                taken = Occupation.objects.create(
                    resource=row,
                    kind=OccupationKind.MEETING,
                    starts_at=meeting.starts_at,
                    ends_at=meeting.ends_at,
                )
        except IntegrityError as clash:
            raise DomainError(why, moment=meeting.starts_at) from clash
        MeetingTime.objects.create(meeting=meeting, occupation=taken)


def _time_free(meeting: GroupMeeting) -> None:
    Occupation.objects.filter(meeting_time__meeting=meeting).update(live=False)
