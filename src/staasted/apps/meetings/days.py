"""A counsellor's day: the meetings they hold and how much of it is free, in one question."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import Opening
from staasted.apps.booking.selectors import day_rows, free_minutes
from staasted.apps.meetings.models import GroupMeeting

_WORDS = ("public_id", "title", "form", "channel", "place", "room")
_NUMBERS = ("taken", "seats", "closed")
_COLUMNS = ("starts_at", "ends_at", "free", *(f"told_{name}" for name in (*_WORDS, *_NUMBERS)))
_MEETING = 2
"""What stands in ``free`` for a meeting: neither open nor taken, which another row says."""


class DayMeeting(NamedTuple):
    """One meeting as a day shows it; ``place`` and ``room`` by name, empty for none."""

    starts_at: datetime
    ends_at: datetime
    public_id: str
    title: str
    form: str
    channel: str
    place: str
    room: str
    taken: int
    seats: int
    closed: int


@dataclass(frozen=True, slots=True)
class Day:
    """The meetings that begin on the day, earlier ones nobody has closed, and minutes left free."""

    meetings: list[DayMeeting]
    free_minutes: int


def day_of(counsellor_id: int | None, *, on: date, after: datetime) -> Day:
    """Somebody's day, seen from a moment in it: one query. Reads no citizen."""
    starts, ends = day_bounds(on)
    within = {"starts": starts, "since": max(starts, after), "ends": ends}
    rows = _of_day()(counsellor=counsellor_id, **within)
    held = [DayMeeting(*row[:2], *row[3:]) for row in rows if row[2] == _MEETING]
    free = free_minutes((row[:3] for row in rows if row[2] != _MEETING), on=on, after=after)
    return Day(sorted(held), free)


@Prepared
def _of_day(given: Given) -> QuerySet[Opening, tuple[Any, ...]]:
    opened, taken = (rows.annotate(**_nothing()).values_list(*_COLUMNS) for rows in day_rows(given))
    return opened.union(taken, _meetings(given).values_list(*_COLUMNS), all=True)


def _meetings(given: Given) -> QuerySet[GroupMeeting]:
    held = GroupMeeting.objects.filter(
        Q(starts_at__gte=given.moment("starts")) | Q(closed_at=None),
        holder_id=given.key("counsellor"),
        cancelled_at=None,
        starts_at__lt=given.moment("ends"),
    )
    return held.annotate(
        free=Value(_MEETING),
        told_public_id=F("public_id"),
        told_title=F("title"),
        told_form=F("form"),
        told_channel=F("channel"),
        told_place=Coalesce("place__name", Value("")),
        told_room=Coalesce("room__name", Value("")),
        told_taken=Count("taken", filter=Q(taken__live=True)),
        told_seats=F("seats"),
        told_closed=Case(When(closed_at=None, then=Value(0)), default=Value(1)),
    )


def _nothing() -> dict[str, Any]:
    words = {f"told_{name}": Value("", output_field=CharField()) for name in _WORDS}
    return words | {f"told_{name}": Value(0, output_field=IntegerField()) for name in _NUMBERS}
