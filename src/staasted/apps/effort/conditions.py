"""Trials on the level page: each condition, group by group, and what is in the bank."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.apps.conversations.course import Course
from staasted.apps.conversations.thinking import seen_on
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

    ``last`` is the same for the measuring period that ended before this one, seen on its last
    day; None in the first. A part that has ended shows its last period for as long again.
    """

    part: TrialPart
    group: str
    effort: Effort
    period: Period
    budget: FreedomBudget
    last: FreedomBudget | None = None


def conditions(
    courses: Sequence[Course],
    ahead: Mapping[int, Sequence[date]],
    *,
    on: date,
    today: date | None = None,
) -> tuple[ConditionHere, ...]:
    """Every condition that runs on a day, or ran lately, of the groups somebody here is in.

    ``ahead`` are the days of each citizen's bookings, looked at from ``today`` on.
    """
    parts = _running(courses, on)
    return tuple(_conditions(courses, ahead, parts, on, today or on)) if parts else ()


def since(parts: Iterable[TrialPart], on: date) -> date:
    """The first day the conditions of a day look back at: that of the period before.

    ``parts`` are those that run here: a day they were begun on moves every measuring period.
    """
    found = [on]
    for part in parts:
        period = _period(part, on)
        if period is not None:
            found += [period.first, (_before(part, period) or period).first]
    return min(found)


def _period(part: TrialPart, on: date) -> Period | None:
    """The measuring period of a day; of a part that has ended its last one, for as long again."""
    running = measuring_period(part, on)
    if running is not None or part.condition is None or part.to_on is None or on < part.to_on:
        return running
    last = measuring_period(part, part.to_on)
    return last if on <= part.condition.every.after(part.to_on) else None


def _before(part: TrialPart, period: Period) -> Period | None:
    return measuring_period(part, period.first - timedelta(days=1))


def _running(courses: Iterable[Course], on: date) -> tuple[TrialPart, ...]:
    """The parts with a condition to show on a day, where somebody here lives."""
    book: RuleBook | None = None
    places = set[str]()
    for course in courses:
        book = course.book or book
        places.add(course.facts.lives_in)
    held = book.parts if book is not None else ()
    return tuple(p for p in held if p.municipalities & places and _period(p, on) is not None)


def _seen(courses: Iterable[Course], ahead: Mapping[int, Sequence[date]]) -> list[PersonSeen]:
    return [
        PersonSeen(
            course.citizen.public_id,
            course.facts,
            course.answer,
            course.book,
            course.offers,
            ahead.get(course.citizen.pk, ()),
        )
        for course in courses
        if course.book is not None
    ]


def _conditions(
    courses: Sequence[Course],
    ahead: Mapping[int, Sequence[date]],
    parts: Iterable[TrialPart],
    on: date,
    today: date,
) -> Iterator[ConditionHere]:
    for part in parts:
        period = _period(part, on)
        if period is None:
            continue
        own = [c for c in courses if any(t.group in part.groups for t in c.facts.times)]
        before = _before(part, period) if on <= period.last else period
        people = _seen(own if before is not period else _then(own, period), ahead)
        past = _seen(_then(own, before), {}) if before is not None else []
        for group in groups_held(part):
            for effort in _efforts(part):
                told = {"effort": effort, "today": today}
                budget = freedom_budget(
                    people, part, group, period, on=min(on, period.last), **told
                )
                if budget.so_far.persons:
                    last = None
                    if before is not None:
                        last = freedom_budget(past, part, group, before, on=before.last, **told)
                    yield ConditionHere(part, group, effort, period, budget, last)


def _then(courses: Iterable[Course], period: Period) -> list[Course]:
    """The courses as they stood on the last day of a period: what came later changes nothing."""
    return [seen_on(course, period.last) for course in courses]


def _efforts(part: TrialPart) -> tuple[Effort, ...]:
    condition = part.condition
    asked = []
    if condition is not None and condition.average is not None:
        asked.append(Effort.CONVERSATION)
    if condition is not None and condition.offers is not None:
        asked.append(Effort.OFFER)
    return tuple(asked)
