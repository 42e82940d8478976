"""The days the invented municipality is at work."""

from datetime import date, timedelta

import holidays

_SATURDAY = 5
_MARGIN = 14  # days; more than any run of days off, Easter and Christmas among them


class WorkDays:
    """Working days in a stretch of days, both ends included: no weekend, no public holiday."""

    def __init__(self, first: date, last: date) -> None:
        years = range(first.year, (last + timedelta(days=_MARGIN)).year + 1)
        self._closed = frozenset(holidays.country_holidays("DK", years=years))
        self._first = first
        self._next = self._table((last - first).days + _MARGIN)

    def on_or_after(self, day: date) -> date:
        """The day itself or the next working day; after the stretch ``date.max``."""
        number = max(0, (day - self._first).days)
        return self._next[number] if number < len(self._next) else date.max

    def within(self, first: date, last: date) -> list[date]:
        """The working days from one day to another, both included; may be none."""
        found = []
        day = self.on_or_after(first)
        while day <= last:
            found.append(day)
            day = self.on_or_after(day + timedelta(days=1))
        return found

    def is_open(self, day: date) -> bool:
        """Whether the day is a working day."""
        return day.weekday() < _SATURDAY and day not in self._closed

    def _table(self, days: int) -> list[date]:
        """For each day of the stretch the next working day, filled from behind."""
        following = self._first + timedelta(days=days)
        while not self.is_open(following):
            following += timedelta(days=1)
        table = []
        for number in range(days, -1, -1):
            day = self._first + timedelta(days=number)
            following = day if self.is_open(day) else following
            table.append(following)
        return table[::-1]
