"""The lead's number and the persons behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import is_

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import days_booked_from
from staasted.apps.citizens.access import role_require
from staasted.apps.conversations.course import Course
from staasted.apps.effort.conditions import ConditionHere, conditions
from staasted.apps.effort.looking_back import courses_looking_back, ran_in
from staasted.apps.effort.offers_run import OffersFigures, offers_of
from staasted.apps.effort.uncovered import is_open, uncovered
from staasted.apps.effort.written import Kept, written_now
from staasted.apps.offers.selectors import running_on
from staasted.core.calendar import half_year
from staasted.core.effort import Level, PersonOwed, below_floor, first_late, legal_level
from staasted.core.law import Effort, RuleBook

Ahead = Mapping[int, Sequence[date]]
"""The days of each citizen's bookings, by the citizen's key."""


@dataclass(frozen=True, slots=True)
class RunningOffers:
    """How many open citizens of a group there are, and how many are in an offer that day."""

    group: str
    open: int
    running: int


@dataclass(frozen=True, slots=True)
class Levels:
    """The legal level of a half-year for both efforts, and the figures of the day.

    ``first_late`` and ``uncovered`` are public ids: whose first conversation is late and still
    owed, and who has neither a time, an agreed day nor a relief. ``open`` are the
    public ids of each group's open citizens, ``running`` how many of them are in an offer (of the
    overview alone); ``law`` the versions of the law somebody's duties are by.
    """

    conversations: Level
    offers: Level
    first_late: tuple[str, ...]
    uncovered: tuple[str, ...]
    below_floor: tuple[str, ...] = ()
    conditions: tuple[ConditionHere, ...] = ()
    open: tuple[tuple[str, frozenset[str]], ...] = ()
    running: tuple[RunningOffers, ...] = ()
    law: tuple[str, ...] = ()
    in_offers: OffersFigures | None = None


def level_on(actor: Actor, *, on: date, offers: bool = False) -> Levels:
    """The legal level over the windows that close in the half-year of ``on``.

    Every benefit period that ran in the half-year is read, also those a newer one has followed.
    Numbers and public ids only: the names behind them come through access. ``in_offers`` is told
    where ``offers`` is. Source: shared decision on semantics, section 4 ("legal").

    The same object again while nobody has written anything (decision 0060): one query then.
    """
    role_require(actor, Role.LEAD)
    written = written_now()
    return LEVELS.of((on, offers), written, lambda: _level(written.book, on, offers=offers))


LEVELS: Kept[tuple[date, bool], Levels] = Kept()


def _level(book: RuleBook, on: date, *, offers: bool) -> Levels:
    period = half_year(on)
    everybody = list(courses_looking_back(on, book))
    courses = [course for course in everybody if ran_in(course, period)]
    ahead = days_booked_from(on)
    return replace(
        SUMMED.of(courses, on),
        uncovered=uncovered(courses, ahead, on=on),
        conditions=CONDITIONS.of(everybody, ahead, on),
        in_offers=offers_of(everybody, on=on) if offers else None,
    )


def overview_on(*, on: date) -> Levels:
    """What ``level_on`` says of the sums alone: without who is uncovered, and without trials.

    For the reckoning of a night; whoever shows it has checked who asks.
    """
    period = half_year(on)
    summed = SUMMED.of([c for c in courses_looking_back(on) if ran_in(c, period)], on)
    inside = running_on(on)
    running = [RunningOffers(group, len(refs), len(refs & inside)) for group, refs in summed.open]
    return replace(summed, running=tuple(running))


class Summed:
    """The sums over the last courses they were asked of, kept while each of them is the same.

    A course is the same object while nothing about its citizen has changed (decision 0025), and
    the sums are of the courses and the day alone.
    """

    def __init__(self) -> None:
        self._last: tuple[date, list[Course], Levels] | None = None

    def of(self, courses: list[Course], on: date) -> Levels:
        """The figures that follow from the courses; the others are empty."""
        last = self._last  # read once: another thread may keep others meanwhile
        if last is None or last[0] != on or not _same(last[1], courses):
            last = self._last = on, courses, _summed(courses, on)
        return last[2]


SUMMED = Summed()


class Conditions:
    """The trials' conditions over the last courses and bookings they were asked of, kept while all
    of them are the same: with 20,000 citizens they are most of what the level costs.
    """

    def __init__(self) -> None:
        self._last: tuple[date, list[Course], Ahead, tuple[ConditionHere, ...]] | None = None

    def of(self, courses: list[Course], ahead: Ahead, on: date) -> tuple[ConditionHere, ...]:
        """Every condition of the day."""
        last = self._last  # read once, as above
        if last is None or last[0] != on or last[2] != ahead or not _same(last[1], courses):
            last = self._last = on, courses, ahead, conditions(courses, ahead, on=on)
        return last[3]


CONDITIONS = Conditions()


def _same(one: list[Course], other: list[Course]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _summed(courses: list[Course], on: date) -> Levels:
    period, people = half_year(on), [person_owed(course) for course in courses]
    return Levels(
        conversations=legal_level(people, period, on=on),
        offers=legal_level(people, period, on=on, effort=Effort.OFFER),
        first_late=_open(first_late(people), courses, on),
        uncovered=(),
        below_floor=_open(below_floor(people), courses, on),
        open=_open_by_group(courses, on),
        law=tuple(sorted({owed.rule.version for each in people for owed in each.obligations})),
    )


def _open_by_group(courses: Iterable[Course], on: date) -> tuple[tuple[str, frozenset[str]], ...]:
    """The public ids of the open citizens of the day, by the id of their group."""
    found: dict[str, set[str]] = {}
    for course in courses:
        if is_open(course, on):
            found.setdefault(course.answer.group or "", set()).add(course.citizen.public_id)
    return tuple((group, frozenset(refs)) for group, refs in sorted(found.items()))


def _open(refs: Sequence[str], courses: Sequence[Course], on: date) -> tuple[str, ...]:
    running = {c.citizen.public_id for c in courses if is_open(c, on)}
    return tuple(ref for ref in refs if ref in running)


def person_owed(course: Course) -> PersonOwed:
    """What a citizen is owed, as the level looks at it."""
    answer = course.answer
    group = answer.group or (course.period.target_group if course.period else "")
    return PersonOwed(course.citizen.public_id, group, answer.standing, answer.obligations)
