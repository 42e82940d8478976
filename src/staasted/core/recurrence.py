"""On which days something repeats: a rule of calendar files (RFC 5545, 3.3.10), by whole days.

Written here because every walk is bounded by days: no rule, however it is meant, costs more
than the days between two dates (decision 0030). Libraries walk until they find something.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

DAYS_A_WEEK = 7
DECEMBER = 12


class Pace(StrEnum):
    """How long a period is; within a day nothing repeats here."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One rule. ``weekdays`` are (ordinal or 0, weekday from Monday 0); ``week_starts`` likewise.

    ``month_days``, ``places`` (of a period's days) and ordinals may be negative: from the end.
    ``count`` is how many there are in all, None without an end.
    """

    pace: Pace
    interval: int = 1
    count: int | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    places: frozenset[int] = frozenset()
    week_starts: int = 0

    def days(self, first: date, *, since: date, until: date) -> Iterator[date]:
        """The days from ``since`` to ``until``, both inclusive, in order; the first is one.

        Without a count the periods before ``since`` are not walked.
        """
        if self.count is not None:
            counted = islice(self._all(first, first, until), self.count)
            return (day for day in counted if day >= since)
        return (day for day in self._all(first, since, until) if day >= since)

    def _all(self, first: date, since: date, until: date) -> Iterator[date]:
        if since <= first <= until:
            yield first
        for period in self._periods(first, max(first, since), until):
            for day in self._placed(self._chosen(first, period)):
                if first < day <= until:
                    yield day

    def _periods(self, first: date, since: date, until: date) -> Iterator[list[date]]:
        """The days of each period that counts, from the one ``since`` lies in or before it."""
        begin = self._begin(first)
        steps = max(0, self._between(begin, since)) // self.interval
        while True:
            day = self._later(begin, steps * self.interval)
            if day is None or day > until:
                return
            yield self._days_of(day)
            steps += 1

    def _begin(self, day: date) -> date:
        """The first day of the period a day lies in."""
        if self.pace is Pace.WEEKLY:
            back = (day.weekday() - self.week_starts) % DAYS_A_WEEK
            return date.fromordinal(max(1, day.toordinal() - back))
        if self.pace is Pace.MONTHLY:
            return day.replace(day=1)
        return day.replace(month=1, day=1) if self.pace is Pace.YEARLY else day

    def _between(self, begin: date, day: date) -> int:
        """How many periods lie between."""
        if self.pace is Pace.YEARLY:
            return day.year - begin.year
        if self.pace is Pace.MONTHLY:
            return (day.year - begin.year) * DECEMBER + day.month - begin.month
        return (day - begin).days // self._length

    @property
    def _length(self) -> int:
        return DAYS_A_WEEK if self.pace is Pace.WEEKLY else 1

    def _later(self, begin: date, periods: int) -> date | None:
        """The first day of the period so many later; None beyond the calendar."""
        try:
            if self.pace is Pace.YEARLY:
                return begin.replace(year=begin.year + periods)
            if self.pace is Pace.MONTHLY:
                months = begin.month - 1 + periods
                year, month = begin.year + months // DECEMBER, months % DECEMBER + 1
                return begin.replace(year=year, month=month)
            return begin + timedelta(days=periods * self._length)
        except (ValueError, OverflowError):
            return None

    def _days_of(self, begin: date) -> list[date]:
        lengths = {
            Pace.DAILY: 1,
            Pace.WEEKLY: DAYS_A_WEEK,
            Pace.MONTHLY: monthrange(begin.year, begin.month)[1],
            Pace.YEARLY: 366 if monthrange(begin.year, 2)[1] == 29 else 365,  # noqa: PLR2004
        }
        last = min(begin.toordinal() + lengths[self.pace], date.max.toordinal() + 1)
        return [date.fromordinal(each) for each in range(begin.toordinal(), last)]

    def _chosen(self, first: date, days: list[date]) -> list[date]:
        """The days of a period that pass every part of the rule, and of its first day."""
        return [day for day in days if self._passes(first, day)]

    def _passes(self, first: date, day: date) -> bool:
        in_month = not self.months or day.month in self.months
        on_day = not self.month_days or bool(self.month_days & _both_ways(day))
        return in_month and on_day and self._on_weekday(day) and self._as_first(first, day)

    def _on_weekday(self, day: date) -> bool:
        if not self.weekdays:
            return True
        if (0, day.weekday()) in self.weekdays:
            return True
        by_month = self.pace is Pace.MONTHLY or bool(self.months)
        return any((nth, day.weekday()) in self.weekdays for nth in _ordinals(day, by_month))

    def _as_first(self, first: date, day: date) -> bool:
        """What the rule leaves open is as on the first day (RFC 5545, the table of 3.3.10)."""
        if self.weekdays or self.month_days or self.pace is Pace.DAILY:
            return True
        if self.pace is Pace.WEEKLY:
            return day.weekday() == first.weekday()
        same_month = bool(self.months) or self.pace is Pace.MONTHLY or day.month == first.month
        return same_month and day.day == first.day

    def _placed(self, days: list[date]) -> list[date]:
        """Of a period's days those at the rule's places, counted from 1 or from the end."""
        if not self.places:
            return days
        most = len(days)
        places = {place - 1 if place > 0 else most + place for place in self.places}
        return [days[place] for place in sorted(places) if 0 <= place < most]


def _both_ways(day: date) -> frozenset[int]:
    """A day of its month, from either end."""
    return frozenset({day.day, day.day - monthrange(day.year, day.month)[1] - 1})


def _ordinals(day: date, by_month: bool) -> tuple[int, int]:  # noqa: FBT001
    """Which of its weekday a day is in its month or year, from either end."""
    if by_month:
        number, length = day.day, monthrange(day.year, day.month)[1]
    else:
        number = day.timetuple().tm_yday
        length = date(day.year, 12, 31).timetuple().tm_yday
    return (number - 1) // DAYS_A_WEEK + 1, -((length - number) // DAYS_A_WEEK + 1)
