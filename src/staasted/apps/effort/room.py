"""How much room is left under the 25 % rule, before it is used: numbers alone, nobody's name.

Per cohort and for each group in it, both shown, until the act's wording is read.
Source: shared decision on semantics, section 5; decision 0047.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.conversations.course import Course
from staasted.apps.effort.looking_back import courses_looking_back, ran_in
from staasted.apps.effort.selectors import SUMMED, person_owed
from staasted.core.calendar import Period, half_year
from staasted.core.effort import Level, ShareLevel, legal_level
from staasted.core.effort.share import pool_of
from staasted.core.law import Effort, Obligation
from staasted.core.law.kinds import ShareOfCohort


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """One cohort of a half-year, or one group's part of it (``group`` empty: all of them).

    ``share.room`` is how many more may be exempted of the ``share.whole`` in the forecast cohort.
    """

    effort: Effort
    period: Period
    group: str
    share: ShareLevel


def room_left(*, on: date, period: Period | None = None) -> tuple[RoomLeft, ...]:
    """The room left in every cohort of the half-year of a day, or of another: each pooled, then
    by group. Numbers only; whoever shows them has checked who asks.
    """
    period = period or half_year(on)
    courses = [c for c in courses_looking_back(on) if ran_in(c, half_year(on))]
    if period == half_year(on):
        summed = SUMMED.of(courses, on)
        levels: Sequence[Level] = (summed.conversations, summed.offers)
    else:
        people = [person_owed(course) for course in courses]
        levels = [legal_level(people, period, on=on, effort=effort) for effort in Effort]
    return tuple(found for level in levels for found in _rooms(level))


def share_duties(course: Course) -> tuple[Obligation, ...]:
    """What the municipality still owes somebody under a share rule."""
    owed = course.obligations
    return tuple(o for o in owed if o.still_owed and isinstance(o.rule.kind, ShareOfCohort))


def room_for(course: Course, *, on: date) -> tuple[RoomLeft, ...]:
    """The room left in the cohorts one person is or will be in: those of the half-years their own
    windows close in, pooled and for their group.
    """
    found = dict[tuple[Period, str], None]()
    for owed in course.obligations:
        ahead = owed.window is not None and owed.window.last >= on
        if ahead and isinstance(owed.rule.kind, ShareOfCohort):
            found[half_year(owed.window.last), pool_of(owed.rule)] = None
    rooms = {period: room_left(on=on, period=period) for period, _ in found}
    group = course.answer.group
    return tuple(
        room
        for period, pool in found
        for room in rooms[period]
        if room.share.key == pool and room.group in ("", group)
    )


def _rooms(level: Level) -> Iterator[RoomLeft]:
    yield from _told(level, "", level.shares)
    for group in level.groups:
        yield from _told(level, group.group, group.shares)


def _told(level: Level, group: str, shares: Iterable[ShareLevel]) -> Iterator[RoomLeft]:
    for share in shares:
        if share.whole:
            yield RoomLeft(level.effort, level.period, group, share)
