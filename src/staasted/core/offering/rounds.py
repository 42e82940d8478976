"""When an offer one takes a place in begins: the same weekday and hour, so many weeks apart."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice

LONGEST = timedelta(days=400)
"""How far ahead is looked, so that a calendar that is always shut ends. Source: decision 0036."""


@dataclass(frozen=True, slots=True)
class OfferRounds:
    """Begins on ``first_on`` at ``at`` (local time), and every ``every_weeks`` weeks after."""

    first_on: date
    every_weeks: int
    at: time


def rounds_ahead(
    series: Iterable[OfferRounds], *, after: datetime, count: int, shut: Callable[[date], bool]
) -> tuple[datetime, ...]:
    """Return the next ``count`` beginnings later than ``after`` (local, naive), soonest first.

    A day that is shut is left out. The same moment in two series is one.
    """
    every = merge(*(_each(one, after) for one in series))
    seen = dict.fromkeys(islice(_open(every, shut), count * 2))
    return tuple(islice(seen, count))


def _each(series: OfferRounds, after: datetime) -> Iterator[datetime]:
    step = timedelta(weeks=series.every_weeks)
    passed = max((after.date() - series.first_on) // step, 0)
    begins = datetime.combine(series.first_on + passed * step, series.at)
    while begins <= after + LONGEST:
        if begins > after:
            yield begins
        begins += step


def _open(every: Iterable[datetime], shut: Callable[[date], bool]) -> Iterator[datetime]:
    return (begins for begins in every if not shut(begins.date()))
