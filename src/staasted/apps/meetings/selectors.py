"""Meetings as they are listed. Reads no citizen but the one access has opened."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import Booking, Occupation, OccupationKind, ResourceKind
from staasted.apps.booking.shown_to import shown_to
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.selectors import group_on
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.plans import Plan, plan_of
from staasted.apps.meetings.services import is_for
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.axes import SEATED, ConversationForm

__all__ = ["GroupMeeting", "Plan", "Seat", "SeatWait", "plan_of"]

BACK = timedelta(weeks=8)
"""How far back a list of past meetings goes."""
_TAKEN = Count("taken", filter=Q(taken__live=True), distinct=True)
_WAITING = Count("waiting", filter=Q(waiting__ended_at=None), distinct=True)


def meetings_held_by(holder: Person, *, since: datetime) -> list[GroupMeeting]:
    """The meetings somebody holds that end at a moment or later, soonest first, cancelled too."""
    held = GroupMeeting.objects.filter(holder=holder, ends_at__gte=since)
    return list(held.select_related("place").order_by("starts_at", "pk"))


def meetings_left_by(holder: Person, *, last_on: date) -> int:
    """How many meetings somebody is to hold after a day, without the cancelled ones."""
    _, after = day_bounds(last_on)
    ahead = GroupMeeting.objects.filter(holder=holder, cancelled_at=None)
    return ahead.filter(starts_at__gte=after).count()


def meetings_ahead(*, form: ConversationForm | None = None) -> Sequence[GroupMeeting]:
    """Every meeting that has not ended, soonest first, with ``taken_count`` and ``waiting_count``:
    one query."""
    ahead = _counted().filter(ends_at__gt=clock.now())
    return list((ahead.filter(form=form) if form else ahead).order_by("starts_at", "pk"))


def meetings_past() -> Sequence[GroupMeeting]:
    """Those that have ended in the last eight weeks, the latest first: one query."""
    now = clock.now()
    ended = _counted().filter(ends_at__lte=now, ends_at__gt=now - BACK)
    return list(ended.order_by("-starts_at", "-pk"))


def meetings_open_to(
    citizen: Citizen, *, form: ConversationForm | None = None
) -> Sequence[GroupMeeting]:
    """The meetings ahead a citizen may join, and those they have joined: three queries at most,
    and one for each that is shown by invitation alone."""
    on = clock.today()
    group = group_on(citizen, on=on)
    own = {row.meeting_id for row in (*seats_of(citizen), *waits_of(citizen))}
    return [
        each
        for each in meetings_ahead(form=form)
        if each.pk in own or (_open(each, group) and is_shown(each, citizen, on=on))
    ]


def is_shown(meeting: GroupMeeting, citizen: Citizen, *, on: date) -> bool:
    """Whether the purpose a meeting counts as is shown to a citizen."""
    return shown_to(citizen, catalog().purposes[meeting.purpose], on=on)


def _open(meeting: GroupMeeting, group: str) -> bool:
    in_time = meeting.join_until_at > clock.now() and meeting.cancelled_at is None
    return in_time and is_for(meeting, group)


def seats_of(citizen: Citizen) -> Sequence[Seat]:
    """The citizen's seats ahead."""
    ahead = Seat.objects.filter(citizen=citizen, live=True, meeting__ends_at__gt=clock.now())
    return list(ahead.select_related("booking"))


def waits_of(citizen: Citizen) -> Sequence[SeatWait]:
    """What the citizen waits for."""
    return list(SeatWait.objects.filter(citizen=citizen, ended_at=None))


def place_in_list(wait: SeatWait) -> int:
    """How many wait before, and the one themselves."""
    rows = SeatWait.objects.filter(meeting=wait.meeting_id, ended_at=None, pk__lte=wait.pk)
    return rows.count()


def meeting_known(public_id: str) -> GroupMeeting:
    """A meeting with ``taken_count`` and ``waiting_count``. Errors: NotYours."""
    found = _counted().filter(public_id=public_id).first()
    if found is None:
        raise NotYours
    return found


def meeting_of(booking: Booking) -> GroupMeeting | None:
    """The meeting a booking is a seat in; None where it is none, or the seat has another now."""
    if booking.form not in SEATED:
        return None
    return GroupMeeting.objects.filter(taken__booking=booking).first()


def meeting_of_seat(booking: str) -> GroupMeeting:
    """The meeting of a seat, by the public id of its booking. Errors: NotYours."""
    found = GroupMeeting.objects.filter(taken__booking__public_id=booking).first()
    if found is None:
        raise NotYours
    return found


def _counted() -> QuerySet[GroupMeeting]:
    """With how many come and wait, and whether the holder is ``away`` at the time."""
    away = Occupation.objects.filter(
        kind=OccupationKind.ABSENCE,
        live=True,
        resource__kind=ResourceKind.COUNSELLOR,
        resource__person=OuterRef("holder"),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    rows = GroupMeeting.objects.select_related("holder", "place", "room")
    return rows.annotate(taken_count=_TAKEN, waiting_count=_WAITING, away=Exists(away))
