"""How far a clock has come, and the day it reaches a length."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from staasted.core.calendar import Period
from staasted.core.law.clock import Clock, CountingPeriod, Measure
from staasted.core.law.length import Length
from staasted.core.law.person import Accumulated, Person

WEEKS_A_MONTH = 52 / 12
"""Weeks in a month where only weeks are counted. Source: decision 0012 (a reading of ours)."""

_MOST_MONTHS = 1200  # a hundred years: nobody's hours take longer
_DAY = timedelta(days=1)


def reach(length: Length, period: CountingPeriod, person: Person) -> tuple[date, bool]:
    """Return the last day inside a length of the period, and whether it is approximate.

    On the calendar it is exact. An accumulated clock uses the hours or weeks that are
    registered; without them the days on the benefit, and then it is approximate.
    Errors: none; the period's first day must be known.
    Source: LBK 280/2024 § 9, stk. 1-2; decision 0012 (days for want of hours).
    """
    first = period.first or period.times[0].first
    if period.clock.measure is Measure.CALENDAR:
        return length.after(first), False
    if period.clock.measure is Measure.HOURS and _since(person, first):
        return _by_registered_hours(length, period.clock, person, first), True
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


def month_reached(target: float, clock: Clock, person: Person, first: date) -> tuple[date, bool]:
    """Return the last day of the month in which ``target`` hours are reached, and if forecast.

    Errors: ValueError where the clock has no hours of a month.
    Source: LBK 280/2024 § 27, stk. 2 (the month it is reached in stays with the fund).
    """
    total, forecast = 0.0, False
    for month, hours, guessed in _months(clock, person, first):
        total, forecast = round(total + hours, 2), forecast or guessed
        if total >= target:
            return _days_and_next(month)[1] - _DAY, forecast
    raise ValueError(f"{target} hours are not reached in {_MOST_MONTHS} months")


def _months(clock: Clock, person: Person, first: date) -> Iterator[tuple[date, float, bool]]:
    """Return each month from a day on: its first day, its hours, and whether they are a guess.

    Months before and after those that are registered are taken as full ones, the first from its
    first day on; one that is missing in between had none.
    Errors: ValueError where the clock has no hours of a month.
    Source: decision 0012 (not knowing never means later).
    """
    known, full = dict(_since(person, first)), clock.month_hours.get(person.insured or "full", 0.0)
    if full <= 0:
        raise ValueError(f"the clock {clock.slug} has no hours of a month")
    oldest, newest = min(known, default=None), max(known, default=None)
    month = first.replace(day=1)
    for _ in range(_MOST_MONTHS):
        days, after = _days_and_next(month)
        guessed = oldest is None or newest is None or not oldest <= month <= newest
        if not guessed:
            yield month, known.get(month, 0.0), False
        elif first > month:
            yield month, full * (days - first.day + 1) / days, True
        else:
            yield month, full, True
        month = after


@lru_cache(maxsize=4096)
def _days_and_next(month: date) -> tuple[int, date]:
    """Return the days of a month and the first day of the next."""
    days = monthrange(month.year, month.month)[1]
    return days, month.replace(day=days) + _DAY


def _since(person: Person, first: date) -> tuple[tuple[date, float], ...]:
    """Return the hours registered in the month of a day and later: earlier ones are not of it."""
    month = first.replace(day=1)
    return tuple(each for each in person.hours if each[0] >= month)


def _newest(person: Person, clock: Clock, first: date) -> Accumulated | None:
    """Return the newest count of this period in a unit the clock runs in.

    One from before the period began tells nothing of it.
    """
    hours = clock.measure is Measure.HOURS
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


def _by_registered_hours(length: Length, clock: Clock, person: Person, first: date) -> date:
    """Return the day the hours are reached: evenly over a month's days."""
    target, total = _target(length, clock, person), 0.0
    near = target - 1.0  # rounding is for the last month alone
    for month, hours, _ in _months(clock, person, first):
        counted = 0.0 if _uncounted(month, clock) else hours
        if counted and total + counted > near and round(total + counted, 2) >= target:
            opens = max(month, first)  # the first month begins on the period's own first day
            days = _days_and_next(month)[0] - opens.day + 1
            return opens + timedelta(days=max(0, round((target - total) / counted * days) - 1))
        total += counted
    raise ValueError(f"{target} hours are not reached in {_MOST_MONTHS} months")


def _by_accumulated(length: Length, clock: Clock, person: Person, told: Accumulated) -> date:
    if told.hours is not None and clock.measure is Measure.HOURS:
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
