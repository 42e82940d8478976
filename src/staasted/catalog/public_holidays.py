"""Danish public holidays, from a library that knows which of them have come and gone."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import holidays


@cache
def _of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def is_holiday(day: date) -> bool:
    """Return whether a day is a public holiday in Denmark; Great Prayer Day is one until 2023."""
    return day in _of(day.year)


def holidays_between(first: date, last: date) -> Iterator[date]:
    """Yield the public holidays from `first` to `last`, both inclusive, in order."""
    for year in range(first.year, last.year + 1):
        yield from (day for day in sorted(_of(year)) if first <= day <= last)
