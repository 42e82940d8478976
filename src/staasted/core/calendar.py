"""Days, months and half-years; every date is handed in, none is read from a clock."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.core.errors import DomainError

_IN_EVERY_MONTH = 28
_FRIDAY = 5


@dataclass(frozen=True, slots=True, init=False)
class Period:
    """A run of days, both ends included. Errors: DomainError where it ends before it begins."""

    first: date
    last: date

    def __init__(self, first: date, last: date) -> None:
        if last < first:
            raise DomainError("period_ends_before_it_starts", first=first, last=last)
        _set_first(self, first)
        _set_last(self, last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """Return the number of days, both ends counted."""
        return (self.last - self.first).days + 1

    def until(self, day: date) -> "Period":
        """Return the period cut so that it ends no later than `day` (inclusive)."""
        return Period(self.first, min(self.last, day))


# A frozen class is written to by its own slots: the way dataclasses take costs three times as much,
# and the rules make several of these for each duty.
_set_first = Period.__dict__["first"].__set__
_set_last = Period.__dict__["last"].__set__


def add_months(day: date, months: int) -> date:
    """Return the same day number `months` months later, or that month's last day.

    Source: decision 0005 (an interpretation: the acts say months and not how a missing
    day number is read).
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month0 + 1, day.day)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def add_weeks(day: date, weeks: int) -> date:
    """Return the same weekday `weeks` weeks later."""
    return day + timedelta(weeks=weeks)


def weeks_between(first: date, last: date) -> int:
    """Return the completed weeks from `first` to `last`; negative when `last` is earlier."""
    days = (last - first).days
    return days // 7 if days >= 0 else -(-days // 7)


def working_day_after(day: date, days: int, *, closed: Callable[[date], bool]) -> date:
    """Return the `days`-th working day after `day`: Monday to Friday, none that is `closed`.

    `days` is at least 1. Source: decision 0034.
    """
    left = days
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() <= _FRIDAY and not closed(day)
    return day


def whole_month_between(last: date, first: date) -> bool:
    """Return whether a whole calendar month lies between two days, neither of them in it."""
    opens = last + timedelta(days=1)
    month = opens if opens.day == 1 else add_months(opens.replace(day=1), 1)
    return add_months(month, 1) <= first


def half_year(day: date) -> Period:
    """Return the calendar half-year that contains `day`, both ends included."""
    if day < date(day.year, 7, 1):
        return Period(date(day.year, 1, 1), date(day.year, 6, 30))
    return Period(date(day.year, 7, 1), date(day.year, 12, 31))
