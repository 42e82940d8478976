"""The law's own minimum for one person, spread over the days it is asked for in."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from staasted.core.calendar import Period
from staasted.core.law import Bearer, Effort, Obligation
from staasted.core.law.kinds import CountInWindow, LongestInterval, RollingCount, ShareOfCohort

_DAY = timedelta(days=1)


class DayRate(NamedTuple):
    """So many conversations a day are asked for from first to last, both inclusive."""

    first: date
    last: date
    rate: float


def minimum(
    obligations: Iterable[Obligation], period: Period, *, effort: Effort, until: date
) -> float:
    """Return what the law asks of the municipality for one person in the days of a period.

    The requirement of a window grows evenly over it. Where several rules ask at once the one
    that asks most is taken: one conversation is held for all of them. ``until`` is the last day
    they are on the benefit, or of the period.
    Source: decision 0005 (accrual) and 0013 (several rules at once).
    """
    rates = _offers(obligations) if effort is Effort.OFFER else _rates(obligations, until)
    return _area(tuple(rates), period)


def _rates(obligations: Iterable[Obligation], until: date) -> Iterable[DayRate]:
    intervals: dict[str, list[Obligation]] = {}
    for owed in obligations:
        window, kind = owed.window, _kind(owed)
        if window is None or owed.rule.bearer is not Bearer.MUNICIPALITY:
            continue
        if owed.effort is Effort.OFFER or not owed.required:
            continue
        if isinstance(kind, CountInWindow | RollingCount):
            yield DayRate(window.first, window.last, owed.required / window.days)
        elif isinstance(kind, LongestInterval):
            intervals.setdefault(owed.rule.id, []).append(owed)
    for found in intervals.values():
        yield _interval(found, until)


def _kind(owed: Obligation) -> object:
    kind = owed.rule.kind
    return kind.of if isinstance(kind, ShareOfCohort) else kind


def _interval(found: Sequence[Obligation], until: date) -> DayRate:
    """Return one conversation in each length of an interval, as long as it is asked for.

    The length is the act's own, without what is still in time after it.
    """
    spans = [(o.window.first, o.due) for o in found if o.window is not None and o.due is not None]
    first = min(opened for opened, _ in spans)
    longest = max((due - opened).days for opened, due in spans)
    kind = found[0].rule.kind
    ends = kind.until if isinstance(kind, LongestInterval) else None
    last = until if ends is None else min(until, ends.after(first))
    return DayRate(first, last, 1 / max(1, longest))


def _offers(obligations: Iterable[Obligation]) -> Iterable[DayRate]:
    for owed in obligations:
        window = owed.window
        if owed.effort is Effort.OFFER and owed.required and window is not None:
            yield DayRate(window.first, window.last, owed.required / window.days)


def _area(rates: Sequence[DayRate], period: Period) -> float:
    """Return the sum over the days of the highest rate that day."""
    edges = {period.first, period.last + _DAY}
    for each in rates:
        edges |= {day for day in (each.first, each.last + _DAY) if day in period}
    days = sorted(edges)
    total = 0.0
    for first, following in pairwise(days):
        held = (each.rate for each in rates if each.first <= first <= each.last)
        total += max(held, default=0.0) * (following - first).days
    return total
