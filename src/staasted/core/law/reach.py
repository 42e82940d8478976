"""How far a clock has come, and the day it reaches a length."""

from bisect import bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, islice

from staasted.core.calendar import Period
from staasted.core.law.clock import Clock, CountingPeriod, Measure
from staasted.core.law.length import Length
from staasted.core.law.person import Accumulated, Person

WEEKS_A_MONTH = 52 / 12
"""Weeks in a month where only weeks are counted. Source: decision 0012 (a reading of ours)."""

_MOST_MONTHS = 1200  # a hundred years: nobody's hours take longer
_AT_ONCE = 24
"""The months added up at once: most lengths are reached in them. It divides the most there are."""

_NEVER = 12 * 9999
"""A month nobody lives to see."""

_DAY = timedelta(days=1)
_CALENDAR, _HOURS = Measure.CALENDAR, Measure.HOURS  # looking one up on its class is slow


def reach(
    length: Length, period: CountingPeriod, person: Person, run: "HoursRun | None" = None
) -> tuple[date, bool]:
    """Return the last day inside a length of the period, and whether it is approximate.

    On the calendar it is exact. An accumulated clock uses the hours or weeks that are
    registered; without them the days on the benefit, and then it is approximate. ``run`` are
    the period's hours, where they have been added up before.
    Errors: none; the period's first day must be known.
    Source: LBK 280/2024 § 9, stk. 1-2; decision 0012 (days for want of hours).
    """
    first = period.first or period.times[0].first
    if period.clock.measure is _CALENDAR:
        return length.after(first), False
    if period.clock.measure is _HOURS and _since(person, first):
        return (run or HoursRun(period.clock, person, first)).reached(length)
    told = _newest(person, period.clock, first)
    if told is not None:
        return _by_accumulated(length, period.clock, person, told), False
    return _by_days(length, first, period), True


def hours_so_far(clock: Clock, person: Person, on: date) -> float:
    """Return the hours registered in months begun by ``on``; uncounted months add nothing."""
    counted = (h for month, h in person.hours if month <= on and not _uncounted(month, clock))
    return round(sum(counted), 2)


def weeks_so_far(period: CountingPeriod, on: date) -> int:
    """Return the calendar weeks with a day on the benefit; a week partly paid is a whole week.

    Source: BEK 1297/2016 § 148.
    """
    weeks: set[tuple[int, int]] = set()
    for time in period.times:
        last = min(on, time.last or on)
        monday = time.first - timedelta(days=time.first.weekday())
        while monday <= last and time.first <= last:
            weeks.add(monday.isocalendar()[:2])
            monday += timedelta(days=7)
    return len(weeks)


class HoursRun:
    """Somebody's months on a clock from a day on, added up as far as anybody asks.

    Months before and after those that are registered are taken as full ones, the first from its
    first day on; one that is missing in between had none.
    Errors: ValueError where the clock has no hours of a month, or they are not reached.
    Source: decision 0012 (not knowing never means later).
    """

    __slots__ = (
        *("_clock", "_counted", "_first", "_full", "_hours", "_known", "_newest", "_oldest"),
        *("_person", "_totals"),
    )

    def __init__(self, clock: Clock, person: Person, first: date) -> None:
        self._clock, self._person, self._first = clock, person, first
        known = self._known = {_number(month): h for month, h in _since(person, first)}
        self._oldest, self._newest = min(known, default=_NEVER), max(known, default=0)
        self._full = clock.month_hours.get(person.insured or "full", 0.0)
        self._hours: list[float] = []
        self._counted: list[float] = []
        self._totals: list[float] = []
        """The hours counted by the end of each month, unrounded."""

    def reached(self, length: Length) -> tuple[date, bool]:
        """Return the day a length in hours is reached, evenly over a month's days."""
        target = _target(length, self._clock, self._person)
        place = bisect_right(self._totals, target - 1.0)  # rounding is for the last month alone
        while True:
            if place == len(self._totals):
                self._go_on(target)
            if self._counted[place] and round(self._totals[place], 2) >= target:
                break
            place += 1
        before = self._totals[place - 1] if place else 0.0
        month = _first_day(_number(self._first) + place)
        opens = max(month, self._first)  # the first month begins on the period's own first day
        days = _days_and_next(month)[0] - opens.day + 1
        part = round((target - before) / self._counted[place] * days)
        return opens + timedelta(days=max(0, part - 1)), True

    def month_with(self, target: float) -> tuple[date, bool]:
        """Return the last day of the month in which ``target`` hours are reached, and if forecast.

        Source: LBK 280/2024 § 27, stk. 2 (the month it is reached in stays with the fund).
        """
        total, place, opens = 0.0, 0, _number(self._first)
        while True:
            if place == len(self._hours):
                self._go_on(target)
            total = round(total + self._hours[place], 2)
            if total >= target:
                break
            place += 1
        forecast = opens < self._oldest or self._newest < opens + place
        return _days_and_next(_first_day(opens + place))[1] - _DAY, forecast

    def _go_on(self, target: float) -> None:
        """Add the next months up."""
        begun, full, known = len(self._hours), self._full, self._known
        if full <= 0:
            raise ValueError(f"the clock {self._clock.slug} has no hours of a month")
        if begun >= _MOST_MONTHS:
            raise ValueError(f"{target} hours are not reached in {_MOST_MONTHS} months")
        opens = _number(self._first) + begun
        oldest, newest, months = self._oldest, self._newest, range(opens, opens + _AT_ONCE)
        hours = [known.get(n, 0.0) if oldest <= n <= newest else full for n in months]
        if not begun and self._first.day > 1 and not oldest <= opens <= newest:
            days = _days_and_next(self._first.replace(day=1))[0]
            hours[0] = full * (days - self._first.day + 1) / days
        counted = hours
        if any(each.last >= self._first for each in self._clock.uncounted):
            told = zip(months, hours, strict=True)
            counted = [0.0 if _uncounted(_first_day(n), self._clock) else h for n, h in told]
        before = self._totals[-1] if self._totals else 0.0
        self._hours += hours
        self._counted += counted
        self._totals += islice(accumulate(counted, initial=before), 1, None)


def _number(day: date) -> int:
    """Return a day's month as a number, one more for each month."""
    return day.year * 12 + day.month - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def month_reached(target: float, clock: Clock, person: Person, first: date) -> tuple[date, bool]:
    """Return what ``HoursRun.month_with`` does, for a day that is asked about once."""
    return HoursRun(clock, person, first).month_with(target)


@lru_cache(maxsize=4096)
def _days_and_next(month: date) -> tuple[int, date]:
    """Return the days of a month and the first day of the next."""
    days = monthrange(month.year, month.month)[1]
    return days, month.replace(day=days) + _DAY


def _since(person: Person, first: date) -> list[tuple[date, float]]:
    """Return the hours registered in the month of a day and later: earlier ones are not of it."""
    month = first.replace(day=1)
    return [each for each in person.hours if each[0] >= month]


def _newest(person: Person, clock: Clock, first: date) -> Accumulated | None:
    """Return the newest count of this period in a unit the clock runs in.

    One from before the period began tells nothing of it.
    """
    hours = clock.measure is _HOURS
    usable = (
        a
        for a in person.accumulated
        if a.on >= first and (a.weeks is not None or (hours and a.hours is not None))
    )
    return max(usable, key=lambda a: a.on, default=None)


def _target(length: Length, clock: Clock, person: Person) -> float:
    """Return a length in hours."""
    kind = person.insured or "full"
    weeks = length.weeks + length.end_of_week + length.days / 7
    return round(length.months * clock.month_hours[kind] + weeks * clock.week_hours[kind], 2)


def _by_accumulated(length: Length, clock: Clock, person: Person, told: Accumulated) -> date:
    if told.hours is not None and clock.measure is _HOURS:
        weeks = (_target(length, clock, person) - told.hours) / clock.week_hours[
            person.insured or "full"
        ]
    else:
        wanted = length.months * WEEKS_A_MONTH + length.weeks + length.end_of_week
        weeks = wanted + length.days / 7 - (told.weeks or 0.0)
    return told.on + timedelta(days=round(weeks * 7))


def _by_days(length: Length, first: date, period: CountingPeriod) -> date:
    """Return the day reached by days on the benefit: time off it, and uncounted days, add on."""
    day = length.after(first)
    for gap in sorted((*_gaps(period), *period.clock.uncounted), key=lambda each: each.first):
        if gap.last >= first and gap.first <= day:
            day += timedelta(days=(gap.last - max(gap.first, first)).days + 1)
    return day


def _gaps(period: CountingPeriod) -> list[Period]:
    """Return the days off the benefit inside the period."""
    pairs = zip(period.times, period.times[1:], strict=False)
    return [
        Period(before.last + _DAY, time.first - _DAY)
        for before, time in pairs
        if before.last is not None and time.first - before.last > _DAY
    ]


def _uncounted(month: date, clock: Clock) -> bool:
    for each in clock.uncounted:  # noqa: SIM110 it runs for every month of everybody's hours
        if each.first <= month <= each.last:
            return True
    return False
