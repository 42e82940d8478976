"""Who bears the duties first, and the day they are handed over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from staasted.core.law.book import RuleBook
from staasted.core.law.clock import Clock
from staasted.core.law.condition import Answer
from staasted.core.law.facts import Bearer
from staasted.core.law.person import OnBenefit, Person
from staasted.core.law.reach import HoursRun
from staasted.core.law.rule import Rule
from staasted.core.law.standing.bearer import DutyBearer

_DAY = timedelta(days=1)


class HandOver(NamedTuple):
    """Who bears the duties: the fund to ``fund_until`` (inclusive), then the municipality.

    ``fund_until`` None: the municipality from the start. ``forecast`` where no hours, and no
    day of transfer, are registered. ``question`` is asked where it is not known at all.
    """

    rule: Rule | None = None
    fund_until: date | None = None
    forecast: bool = False
    question: str | None = None


NOBODY = HandOver()
"""No rule says that anybody hands over."""


def handed_over(
    book: RuleBook,
    person: Person,
    time: OnBenefit,
    holds: Callable[[Rule], Answer],
    run: Callable[[Clock, date], HoursRun],
) -> HandOver:
    """Return who bears the duties of a time on a benefit, and until when.

    ``holds`` says whether a rule binds in that time, ``run`` gives hours added up from a day on.
    """
    asked: str | None = None
    for rule in book.in_force(DutyBearer, time.group, time.first):
        found = holds(rule)
        if found.value and isinstance(rule.kind, DutyBearer):
            return _until(rule, rule.kind, book, person, time, run)
        asked = asked or found.question
    return HandOver(question=asked) if asked else NOBODY


def _until(
    rule: Rule,
    kind: DutyBearer,
    book: RuleBook,
    person: Person,
    time: OnBenefit,
    run: Callable[[Clock, date], HoursRun],
) -> HandOver:
    if kind.first is Bearer.MUNICIPALITY:
        return HandOver(rule)
    day = time.days.get("transferred")
    if day is not None:
        return HandOver(rule, day - _DAY)
    hours = kind.hours.get(person.insured or "full")
    if hours is None:
        return HandOver(rule, kind.forecast.after(time.first), forecast=True)
    until, forecast = run(book.clocks[kind.clock], time.first).month_with(hours)
    return HandOver(rule, until, forecast)
