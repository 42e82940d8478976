"""How far a clock has come, and the day it reaches a length."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period, add_months
from staasted.core.law import Accumulated, Length, OnBenefit
from staasted.core.law.reach import hours_so_far, month_reached, reach, weeks_so_far
from tests.core.people import (
    BENEFIT_HOURS,
    CASH,
    GROUP,
    MONDAY,
    SAME,
    WEEKS,
    a_person,
    a_time,
    after,
)

JUNE = date(2025, 6, 2)


def reached(length, clock, *times, **known):
    """The day somebody's last period reaches a length, and if it is approximate."""
    person = a_person(*(times or (a_time(registered=MONDAY),)), **known)
    *_, period = clock.periods(person)
    return reach(length, period, person)


@pytest.mark.parametrize(
    ("length", "last"),
    [
        (Length(days=10), date(2025, 2, 13)),
        (Length(weeks=2), date(2025, 2, 17)),
        (Length(days=3, weeks=1), date(2025, 2, 13)),
        (Length(months=6), date(2025, 8, 3)),
        (Length(end_of_week=8), date(2025, 3, 30)),
        (Length(), MONDAY),
    ],
)
def test_on_the_calendar_a_length_is_exact(length, last):
    assert length.after(MONDAY) == last
    assert reached(length, SAME) == (last, False)


def test_the_eighth_week_ends_on_day_fifty_six():
    assert Period(MONDAY, Length(end_of_week=8).after(MONDAY)).days == 56


def test_a_length_so_many_times_over():
    assert Length(days=2).times(3) == Length(days=6)
    assert Length(weeks=2).times(3) == Length(weeks=6)
    assert Length(months=2).times(3) == Length(months=6)


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(1, 30))
def test_longer_is_never_sooner(first, number):
    for unit in ("days", "weeks", "months", "end_of_week"):
        length, more = Length(**{unit: number}), Length(**{unit: number + 1})
        assert first <= length.after(first) < more.after(first)


def test_without_counted_weeks_days_on_the_benefit_stand_for_them():
    assert reached(Length(weeks=26), WEEKS) == (after(182), True)
    assert reached(Length(months=6), WEEKS) == (date(2025, 8, 3), True)


def test_days_off_the_benefit_add_on():
    times = (
        a_time(registered=MONDAY, ends_on=after(9)),
        OnBenefit(GROUP, CASH, after(20), after(29)),
        OnBenefit(GROUP, CASH, after(40)),
    )
    assert reached(Length(weeks=1), WEEKS, *times) == (after(7), True)
    assert reached(Length(days=9), WEEKS, *times) == (after(9), True)
    assert reached(Length(days=10), WEEKS, *times) == (after(20), True)
    assert reached(Length(days=19), WEEKS, *times) == (after(29), True)
    assert reached(Length(days=20), WEEKS, *times) == (after(40), True)
    straight = (times[0], OnBenefit(GROUP, CASH, after(10)))
    assert reached(Length(days=20), WEEKS, *straight) == (after(20), True)


def test_uncounted_days_add_on_from_the_one_they_begin_in():
    clock = replace(WEEKS, uncounted=(Period(after(10), after(19)), Period(after(-9), after(1))))
    assert reached(Length(days=7), clock) == (after(9), True)
    assert reached(Length(days=8), clock) == (after(20), True)
    touching = replace(WEEKS, uncounted=(Period(after(-9), MONDAY),))
    assert reached(Length(days=7), touching) == (after(8), True)
    whole = replace(WEEKS, uncounted=(Period(after(-9), after(-1)), Period(after(30), after(40))))
    assert reached(Length(days=29), whole) == (after(29), True)
    assert reached(Length(days=30), whole) == (after(41), True)


def test_the_newest_count_of_weeks_moves_the_day_and_makes_it_exact():
    told = (Accumulated(after(70), weeks=6), Accumulated(after(35), weeks=5))
    assert reached(Length(weeks=26), WEEKS, accumulated=told) == (after(70 + 20 * 7), False)
    assert reached(Length(end_of_week=26), WEEKS, accumulated=told) == (after(210), False)
    assert reached(Length(days=14), WEEKS, accumulated=told) == (after(70 - 28), False)
    six_months = reached(Length(months=6), WEEKS, accumulated=told)
    assert six_months == (after(70 + 140), False)


@pytest.mark.parametrize("none", [Accumulated(after(70)), Accumulated(after(70), hours=300.0)])
def test_a_count_in_no_unit_the_clock_runs_in_is_not_known(none):
    assert reached(Length(weeks=26), WEEKS, accumulated=(none,)) == (after(182), True)


def test_a_count_from_before_the_period_tells_nothing():
    old = (Accumulated(after(-1), weeks=20),)
    assert reached(Length(weeks=26), WEEKS, accumulated=old) == (after(182), True)
    same_day = (Accumulated(MONDAY, weeks=1),)
    assert reached(Length(weeks=26), WEEKS, accumulated=same_day) == (after(175), False)


def months(*hours, first=date(2025, 2, 1)):
    return tuple((add_months(first, n), each) for n, each in enumerate(hours))


def by_hours(length, *hours, insured="full", **known):
    told = months(*hours) if hours else ()
    return reached(length, BENEFIT_HOURS, hours=told, insured=insured, **known)


def test_counted_hours_become_weeks_of_the_persons_insurance():
    told = (Accumulated(after(70), hours=370.0),)
    assert by_hours(Length(weeks=26), accumulated=told) == (after(70 + 16 * 7), False)
    part = (Accumulated(after(70), hours=300.0),)
    assert by_hours(Length(weeks=26), accumulated=part, insured="part") == (after(182), False)
    unsaid = by_hours(Length(weeks=26), accumulated=told, insured="")
    assert unsaid == (after(70 + 16 * 7), False)
    weeks = (Accumulated(after(70), weeks=6),)
    assert by_hours(Length(weeks=26), accumulated=weeks) == (after(70 + 140), False)


def test_hours_mean_nothing_on_a_clock_of_weeks():
    told = (Accumulated(after(70), weeks=6, hours=962.0),)
    assert reached(Length(weeks=26), WEEKS, accumulated=told) == (after(70 + 140), False)


def test_registered_hours_are_spread_evenly_over_their_months():
    assert by_hours(Length(months=1), 160.33) == (date(2025, 2, 28), True)
    assert by_hours(Length(months=1), 80.16, 80.17) == (date(2025, 3, 31), True)
    assert by_hours(Length(months=1), 80.33, 160.0) == (date(2025, 3, 16), True)
    assert by_hours(Length(months=1), 160.32, 160.33) == (date(2025, 3, 1), True)
    assert by_hours(Length(weeks=2), 74.0) == (date(2025, 2, 28), True)
    assert by_hours(Length(days=14), 74.0) == (date(2025, 2, 28), True)
    assert by_hours(Length(end_of_week=2), 74.0) == (date(2025, 2, 28), True)


def test_after_the_registered_months_full_weeks_go_on():
    assert by_hours(Length(weeks=3), 74.0) == (date(2025, 3, 7), True)
    assert by_hours(Length(weeks=3), 74.0, insured="") == (date(2025, 3, 7), True)
    assert by_hours(Length(weeks=3), 60.0, insured="part") == (date(2025, 3, 7), True)
    assert by_hours(Length(weeks=3), 74.0, 0.0) == (date(2025, 4, 7), True)
    counted = (Accumulated(date(2025, 4, 1), hours=999.0),)
    assert by_hours(Length(weeks=3), 74.0, accumulated=counted) == (date(2025, 3, 7), True)


def test_hours_of_an_uncounted_month_are_none():
    clock = replace(BENEFIT_HOURS, uncounted=(Period(date(2025, 3, 1), date(2025, 3, 31)),))
    told = months(74.0, 160.0, 74.0)
    found = reached(Length(weeks=4), clock, hours=told)
    assert found == (date(2025, 4, 30), True)
    person = a_person(hours=told)
    days = [date(2025, 1, 31), date(2025, 2, 1), date(2025, 3, 31), date(2025, 4, 1)]
    assert [hours_so_far(clock, person, day) for day in days] == [0.0, 74.0, 74.0, 148.0]


def test_hours_are_summed_to_two_places():
    person = a_person(hours=months(0.1, 0.2))
    assert hours_so_far(BENEFIT_HOURS, person, JUNE) == 0.3


def test_a_week_partly_on_the_benefit_is_a_whole_week():
    def so_far(on, *times):
        *_, period = WEEKS.periods(a_person(*times))
        return weeks_so_far(period, on)

    running = a_time(asked=date(2025, 2, 5), registered=date(2025, 2, 5))
    assert so_far(date(2025, 2, 9), running) == 1
    assert so_far(date(2025, 2, 10), running) == 2
    ended = replace(running, last=date(2025, 2, 10))
    assert so_far(date(2025, 5, 1), ended) == 2
    again = OnBenefit(GROUP, CASH, date(2025, 2, 12), date(2025, 2, 17))
    assert so_far(date(2025, 5, 1), ended, again) == 3
    assert so_far(date(2025, 1, 1), running) == 0


@pytest.mark.parametrize(
    ("hours", "insured", "target", "last", "forecast"),
    [
        ((160.33, 160.33, 89.33), "full", 410, date(2025, 5, 31), True),
        ((160.33, 160.33, 89.34), "full", 410, date(2025, 4, 30), False),
        ((100.0, 149.66, 160.34), "full", 410, date(2025, 4, 30), False),
        ((), "full", 410, date(2025, 4, 30), True),
        ((), "part", 333, date(2025, 4, 30), True),
        ((130.0, 130.0, 73.0), "part", 333, date(2025, 4, 30), False),
        ((130.0, 130.0, 72.99), "part", 333, date(2025, 5, 31), True),
        ((410.0,), "", 410, date(2025, 2, 28), False),
    ],
)
def test_the_month_a_number_of_hours_is_reached_in(hours, insured, target, last, forecast):
    person = a_person(hours=months(*hours), insured=insured)
    found = month_reached(target, BENEFIT_HOURS, person, date(2025, 2, 1))
    assert found == (last, forecast)


def test_a_month_begun_in_the_middle_is_forecast_for_its_days():
    late = date(2025, 2, 28)
    assert month_reached(161, BENEFIT_HOURS, a_person(), late) == (date(2025, 3, 31), True)
    assert month_reached(167, BENEFIT_HOURS, a_person(), late) == (date(2025, 4, 30), True)
    assert month_reached(5.72, BENEFIT_HOURS, a_person(), late) == (late, True)
    assert month_reached(5.73, BENEFIT_HOURS, a_person(), late) == (late, True)
    assert month_reached(5.74, BENEFIT_HOURS, a_person(), late) == (date(2025, 3, 31), True)


def test_months_before_the_first_registered_one_are_full_and_those_between_had_none():
    first = date(2025, 2, 1)
    late = a_person(hours=((date(2025, 4, 1), 160.33),))
    assert month_reached(161, BENEFIT_HOURS, late, first) == (date(2025, 3, 31), True)
    assert month_reached(330, BENEFIT_HOURS, late, first) == (date(2025, 4, 30), True)
    gap = a_person(hours=((first, 100.0), (date(2025, 4, 1), 100.0)))
    assert month_reached(161, BENEFIT_HOURS, gap, first) == (date(2025, 4, 30), False)


def test_hours_from_before_the_period_are_not_of_it():
    old = a_person(hours=((date(2024, 11, 1), 900.0), (date(2025, 2, 1), 100.0)))
    assert month_reached(161, BENEFIT_HOURS, old, date(2025, 2, 1)) == (date(2025, 3, 31), True)
    before = ((date(2024, 11, 1), 900.0),)
    days = reached(Length(months=6), BENEFIT_HOURS, insured="full")
    assert reached(Length(months=6), BENEFIT_HOURS, insured="full", hours=before) == days


def test_a_clock_without_hours_of_a_month_says_so_and_does_not_count_for_ever():
    with pytest.raises(ValueError, match="no hours of a month"):
        month_reached(410, SAME, a_person(), MONDAY)
    with pytest.raises(ValueError, match="are not reached"):
        month_reached(1e9, BENEFIT_HOURS, a_person(), MONDAY)
