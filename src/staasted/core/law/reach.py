"""How far a clock has come, and the day it reaches a length."""

from calendar import monthrange
from datetime import date, timedelta

from staasted.core.calendar import Period
from staasted.core.law.clock import Clock, CountingPeriod, Measure
from staasted.core.law.length import Length
from staasted.core.law.person import Accumulated, Person

WEEKS_A_MONTH = 52 / 12
"""Weeks in a month where only weeks are counted. Source: decision 0012 (a reading of ours)."""

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
    if period.clock.measure is Measure.HOURS and person.hours:
        return _by_registered_hours(length, period.clock, person), True
    told = _newest(person, first)
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

    Months without registered hours are taken as full ones from the first day on.
    Source: LBK 280/2024 § 27, stk. 2 (the month it is reached in stays with the fund).
    """
    known, full = dict(person.hours), clock.month_hours.get(person.insured or "full", 0.0)
    month, total = first.replace(day=1), 0.0
    newest = max(known, default=None)
    while True:
        days = monthrange(month.year, month.month)[1]
        guessed = newest is None or month > newest
        present = (days - first.day + 1) / days if first > month else 1.0
        total = round(total + (full * present if guessed else known.get(month, 0.0)), 2)
        if total >= target:
            return month.replace(day=days), guessed
        month = (month.replace(day=days)) + _DAY


def _newest(person: Person, first: date) -> Accumulated | None:
    """Return the newest count of this period; one from before it began tells nothing."""
    return max((a for a in person.accumulated if a.on >= first), key=lambda a: a.on, default=None)


def _target(length: Length, clock: Clock, person: Person) -> float:
    """Return a length in hours."""
    kind = person.insured or "full"
    weeks = length.weeks + length.end_of_week + length.days / 7
    return round(length.months * clock.month_hours[kind] + weeks * clock.week_hours[kind], 2)


def _by_registered_hours(length: Length, clock: Clock, person: Person) -> date:
    """Return the day the hours are reached: evenly over a month's days, then full months."""
    target, total, month = _target(length, clock, person), 0.0, person.hours[0][0]
    for month, hours in person.hours:
        counted = 0.0 if _uncounted(month, clock) else hours
        if counted and total + counted >= target:
            days = monthrange(month.year, month.month)[1]
            return month + timedelta(days=max(0, round((target - total) / counted * days) - 1))
        total += counted
    ahead = (target - total) / clock.week_hours[person.insured or "full"] * 7
    end = month.replace(day=monthrange(month.year, month.month)[1])
    return end + timedelta(days=round(ahead))


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
