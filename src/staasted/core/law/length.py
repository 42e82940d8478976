"""Lengths of time as acts write them, measured on the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from staasted.core.calendar import add_months

_months_after = lru_cache(maxsize=16384)(add_months)
"""The same few thousand days come up for everybody."""


class Edge(StrEnum):
    """A day only the person's own course knows: where the unemployment fund hands over."""

    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Length:
    """One length, in one unit.

    ``weeks`` ends on the same weekday, ``months`` on the same day number (or the month's last
    day). ``end_of_week`` n is the last day of the n-th week where the first day is day 1: day 7n.
    Source: decision 0005 (readings of ours: the acts say weeks and months and not which day).
    """

    days: int = 0
    weeks: int = 0
    months: int = 0
    end_of_week: int = 0

    def after(self, first: date) -> date:
        """Return the last day inside the length, counted from ``first``."""
        if self.months:
            return _months_after(first, self.months)
        if self.end_of_week:
            return first + timedelta(days=7 * self.end_of_week - 1)
        return first + timedelta(days=self.days + 7 * self.weeks)

    def times(self, number: int) -> "Length":
        """Return the length so many times over."""
        return Length(self.days * number, self.weeks * number, self.months * number)
