"""Openings that come again: their days, their stretches, and what a change keeps."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.catalog.public_holidays import holidays_between, is_holiday
from staasted.core.errors import DomainError
from staasted.core.slots import (
    Interval,
    Occurrence,
    Pattern,
    overlapping,
    part_from,
    uncovered,
)

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
NINE, NOON, HALF_PAST, THREE = time(9), time(12), time(12, 30), time(15)
DAYS = st.dates(FIRST, LAST)
WEEKDAYS = st.frozensets(st.integers(1, 7), min_size=1)


def pattern(**told: object) -> Pattern:
    """Mondays and Wednesdays from nine to three with a break at noon, unless told otherwise."""
    usual = {"weekdays": frozenset({1, 3}), "starts": NINE, "ends": THREE}
    usual |= {"from_on": date(2026, 5, 18), "breaks": ((NOON, HALF_PAST),)}
    return Pattern(**(usual | told))


def test_a_break_parts_the_day_and_a_break_at_its_edge_shortens_it() -> None:
    assert pattern().parts() == ((NINE, NOON), (HALF_PAST, THREE))
    assert pattern(breaks=((NINE, NOON),)).parts() == ((NOON, THREE),)
    assert pattern(breaks=()).parts() == ((NINE, THREE),)


def test_every_other_week_counts_from_the_week_it_begins_in() -> None:
    days = pattern(every_weeks=2, from_on=date(2026, 5, 20)).days(FIRST, date(2026, 6, 18))
    assert [day.isoformat() for day in days] == [
        *("2026-05-20", "2026-06-01", "2026-06-03", "2026-06-15", "2026-06-17")
    ]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"weekdays": frozenset()}, "series_without_days"),
        ({"every_weeks": 0}, "series_without_days"),
        ({"to_on": date(2026, 5, 17)}, "period_ends_before_it_starts"),
        ({"starts": time(9, 5)}, "opening_off_grid"),
        ({"ends": NINE}, "opening_ends_before_it_starts"),
        ({"breaks": ((time(8), NINE),)}, "break_outside"),
        ({"breaks": ((NOON, time(13)), (HALF_PAST, time(14)))}, "breaks_overlap"),
        ({"breaks": ((NINE, THREE),)}, "break_takes_it_all"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused(told: dict[str, object], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        pattern(**told)


@given(weekdays=WEEKDAYS, first=DAYS, weeks=st.integers(1, 8))
def test_no_day_of_a_pattern_is_closed_and_each_is_one_of_its_weekdays(
    weekdays: frozenset[int], first: date, weeks: int
) -> None:
    closed = set(holidays_between(FIRST, LAST))
    told = pattern(weekdays=weekdays, from_on=first, every_weeks=weeks)
    days = list(told.days(FIRST, LAST, closed=closed))
    assert not closed & set(days)
    assert {day.isoweekday() for day in days} <= weekdays
    assert days == sorted(set(days))
    assert all(day >= first for day in days)
    every = set(told.days(FIRST, LAST))
    assert every - set(days) == every & closed


@given(DAYS)
def test_nine_stays_nine_on_every_day_of_the_year(day: date) -> None:
    copenhagen = ZoneInfo("Europe/Copenhagen")
    moment = datetime.combine(day, NINE, copenhagen).astimezone(UTC)
    assert moment.astimezone(copenhagen).time() == NINE


@given(
    st.lists(st.tuples(DAYS, st.booleans()), max_size=40),
    DAYS,
)
def test_a_change_from_a_day_on_loses_no_occurrence(
    told: list[tuple[date, bool]], first: date
) -> None:
    laid = [Occurrence(key, day, by_hand) for key, (day, by_hand) in enumerate(told)]
    parting = part_from(laid, first)
    parts = (parting.before, parting.kept, parting.goes)
    assert sorted(each.key for part in parts for each in part) == [each.key for each in laid]
    assert all(each.series_on < first for each in parting.before)
    assert not any(each.by_hand for each in parting.goes)
    assert not parting.kept_days & {each.series_on for each in parting.goes}
    assert parting.kept_days <= {each.series_on for each in laid if each.by_hand}


def test_a_time_is_covered_by_openings_that_follow_each_other_and_not_across_a_gap() -> None:
    openings = [at(9, 10), at(10, 11), at(12, 13)]
    assert uncovered([at(9, 11), at(10, 13), at(12, 13)], openings) == (at(10, 13),)
    assert uncovered([at(9, 10)], []) == (at(9, 10),)


def test_an_opening_that_begins_in_another_one_is_named_with_it() -> None:
    assert overlapping([at(12, 13), at(9, 12), at(11, 12)]) == ((at(9, 12), at(11, 12)),)


def test_great_prayer_day_was_a_holiday_in_2023_and_is_none_from_2024() -> None:
    assert is_holiday(date(2023, 5, 5))
    for fourth_friday in (
        date(2024, 4, 26),
        date(2026, 5, 1),
        date(2027, 4, 23),
        date(2028, 5, 12),
    ):
        assert not is_holiday(fourth_friday)


def test_easter_sunday_2027_is_a_holiday_and_the_day_the_clocks_change() -> None:
    assert is_holiday(date(2027, 3, 28))
    assert len(list(holidays_between(FIRST, LAST))) == 30


def at(starts: int, ends: int) -> Interval:
    day = datetime(2026, 5, 18, tzinfo=UTC)
    return Interval(day + timedelta(hours=starts), day + timedelta(hours=ends))
