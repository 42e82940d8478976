"""Repeating days, held against ``dateutil``'s own reading of the same rule."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.core.recurrence import Pace, Recurrence

NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
NONE = st.just(frozenset())


def some(values: st.SearchStrategy) -> st.SearchStrategy:
    return NONE | st.frozensets(values, min_size=1, max_size=3)


@st.composite
def rules(draw: st.DrawFn) -> Recurrence:
    pace = draw(st.sampled_from(Pace))
    plain = pace in (Pace.DAILY, Pace.WEEKLY) or draw(st.booleans())
    # "MO,1MO" is every Monday by RFC 5545, 3.3.10; dateutil keeps the days that are both.
    ordinals = st.just(0) if plain else st.integers(-5, 5).filter(bool)
    weekdays = draw(some(st.tuples(ordinals, st.integers(0, 6))))
    month_days = NONE if pace is Pace.WEEKLY else some(st.integers(1, 31) | st.integers(-31, -1))
    days = draw(month_days)
    placed = bool(weekdays or days)
    return Recurrence(
        pace=pace,
        interval=draw(st.integers(1, 5)),
        count=draw(st.none() | st.integers(1, 40)),
        months=draw(some(st.integers(1, 12))),
        month_days=days,
        weekdays=weekdays,
        places=draw(some(st.sampled_from((1, 2, -1)))) if placed else frozenset(),
        week_starts=draw(st.sampled_from((0, 6))),
    )


def written(rule: Recurrence) -> str:
    parts = [f"FREQ={rule.pace}", f"INTERVAL={rule.interval}", f"WKST={NAMES[rule.week_starts]}"]
    parts += [f"COUNT={rule.count}"] if rule.count else []
    listed = {"BYMONTH": rule.months, "BYMONTHDAY": rule.month_days, "BYSETPOS": rule.places}
    parts += [f"{name}={','.join(map(str, sorted(held)))}" for name, held in listed.items() if held]
    if rule.weekdays:
        days = (f"{nth or ''}{NAMES[day]}" for nth, day in sorted(rule.weekdays))
        parts.append(f"BYDAY={','.join(days)}")
    return ";".join(parts)


def first_of(rule: Recurrence, start: date) -> date | None:
    """The first day that the rule itself names, within two years."""
    repeated = rrulestr(written(rule), dtstart=datetime.combine(start, time.min))
    if not rule.count:
        repeated = repeated.replace(until=datetime.combine(start + timedelta(731), time.min))
    found = next(iter(repeated), None)
    return found.date() if found and found.date() <= start + timedelta(731) else None


@settings(max_examples=400, deadline=None)
@given(rule=rules(), start=DAYS, skip=st.integers(0, 900), length=st.integers(0, 400))
def test_it_repeats_on_the_days_another_reader_finds(
    rule: Recurrence, start: date, skip: int, length: int
) -> None:
    whole = list(rule.days(start, since=start, until=start + timedelta(800)))
    if len(whole) < 2:
        return
    first = first_of(rule, start)
    if first is None:
        return
    since, until = first + timedelta(skip), first + timedelta(skip + length)
    other = rrulestr(written(rule), dtstart=datetime.combine(first, time.min))
    days = (moment.date() for moment in other)
    expected = [day for day in takewhile(lambda day: day <= until, days) if day >= since]
    assert list(rule.days(first, since=since, until=until)) == expected


@settings(max_examples=200, deadline=None)
@given(rule=rules(), start=DAYS, since=DAYS, length=st.integers(0, 400))
def test_it_never_leaves_the_days_asked_for_nor_comes_before_its_first(
    rule: Recurrence, start: date, since: date, length: int
) -> None:
    until = since + timedelta(length)
    found = list(rule.days(start, since=since, until=until))
    assert found == sorted(set(found))
    assert all(max(start, since) <= day <= until for day in found)


def test_a_weekday_beside_the_first_of_it_is_every_one_of_them() -> None:
    both = Recurrence(Pace.MONTHLY, weekdays=frozenset({(0, 0), (1, 0)}))
    start = date(2026, 6, 1)
    found = list(both.days(start, since=start, until=date(2026, 6, 30)))
    assert [day.day for day in found] == [1, 8, 15, 22, 29]


def test_a_rule_that_never_comes_again_is_not_looked_for() -> None:
    never = Recurrence(Pace.DAILY, months=frozenset({2}), month_days=frozenset({30}))
    start, last = date(2026, 1, 1), date(2026, 12, 31)
    assert list(never.days(start, since=start, until=last)) == [start]


def test_the_calendar_has_an_end() -> None:
    yearly = Recurrence(Pace.YEARLY, interval=9999)
    assert list(yearly.days(date.max, since=date.max, until=date.max)) == [date.max]
    weekly = Recurrence(Pace.WEEKLY)
    assert len(list(weekly.days(date(9999, 12, 20), since=date.min, until=date.max))) == 2
