"""Trials on the level page: each condition, group by group, and what is in the bank."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.conversations.course import Course
from staasted.core.calendar import Period
from staasted.core.effort import (
    FreedomBudget,
    PersonSeen,
    freedom_budget,
    groups_held,
    measuring_period,
)
from staasted.core.law import Effort, RuleBook
from staasted.core.law.trial import TrialPart


@dataclass(frozen=True, slots=True)
class ConditionHere:
    """One group under one part of a trial, for one effort: what is in the bank, and the forecast.

    ``last`` is the same for the measuring period that ended before this one, None in the first.
    """

    part: TrialPart
    group: str
    effort: Effort
    period: Period
    budget: FreedomBudget
    last: FreedomBudget | None = None


def conditions(
    courses: Sequence[Course], ahead: Mapping[int, Sequence[date]], *, on: date
) -> tuple[ConditionHere, ...]:
    """Every condition that runs on a day, of the groups somebody here is in.

    ``ahead`` are the days of each citizen's bookings on the day or later.
    """
    parts = _running(courses, on)
    return tuple(_conditions(_seen(courses, ahead), parts, on)) if parts else ()


def _running(courses: Iterable[Course], on: date) -> tuple[TrialPart, ...]:
    """The parts with a condition that run on a day where somebody here lives."""
    book: RuleBook | None = None
    places = set[str]()
    for course in courses:
        book = course.book or book
        places.add(course.facts.lives_in)
    held = book.parts if book is not None else ()
    return tuple(p for p in held if p.condition and p.runs_on(on) and p.municipalities & places)


def _seen(courses: Iterable[Course], ahead: Mapping[int, Sequence[date]]) -> list[PersonSeen]:
    return [
        PersonSeen(
            course.citizen.public_id,
            course.facts,
            course.answer,
            course.offers,
            ahead.get(course.citizen.pk, ()),
        )
        for course in courses
    ]


def _conditions(
    seen: Sequence[PersonSeen], parts: Iterable[TrialPart], on: date
) -> Iterable[ConditionHere]:
    by_group = defaultdict[str, list[PersonSeen]](list)
    for each in seen:
        for group in {time.group for time in each.person.times}:
            by_group[group].append(each)
    for part in parts:
        period = measuring_period(part, on)
        if period is None or part.condition is None:
            continue
        before = measuring_period(part, date.fromordinal(period.first.toordinal() - 1))
        for group in groups_held(part):
            for effort in _efforts(part):
                people = by_group.get(group, ())
                budget = freedom_budget(people, part, group, period, on=on, effort=effort)
                if budget.so_far.persons:
                    last = _closed(people, part, group, before, effort)
                    yield ConditionHere(part, group, effort, period, budget, last)


def _closed(
    people: Iterable[PersonSeen],
    part: TrialPart,
    group: str,
    period: Period | None,
    effort: Effort,
) -> FreedomBudget | None:
    if period is None:
        return None
    return freedom_budget(people, part, group, period, on=period.last, effort=effort)


def _efforts(part: TrialPart) -> tuple[Effort, ...]:
    condition = part.condition
    asked = []
    if condition is not None and condition.average is not None:
        asked.append(Effort.CONVERSATION)
    if condition is not None and condition.offers is not None:
        asked.append(Effort.OFFER)
    return tuple(asked)
