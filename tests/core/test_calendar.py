from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period, add_months, half_year, weeks_between
from staasted.core.errors import DomainError

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2020, 2, 3), 6, date(2020, 8, 3)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 2, 28), 6, date(2025, 8, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 1, 15), -2, date(2024, 11, 15)),
    ],
)
def test_months_end_on_the_same_day_number_or_the_last_day_there_is(day, months, expected):
    assert add_months(day, months) == expected


@given(DAYS, st.integers(0, 60))
def test_months_land_in_the_month_that_many_ahead(day, months):
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day


@given(DAYS, DAYS, st.integers(0, 24))
def test_a_later_day_never_gets_an_earlier_end(first, second, months):
    early, late = sorted((first, second))
    assert add_months(early, months) <= add_months(late, months)


@given(DAYS)
def test_every_day_lies_in_its_own_half_year(day):
    half = half_year(day)
    assert day in half
    assert half.days in {181, 182, 184}
    assert half.first.day == 1
    assert (half.last - half.first).days + 1 == half.days


def test_the_halves_meet_between_june_and_july():
    assert half_year(date(2026, 6, 30)) == Period(date(2026, 1, 1), date(2026, 6, 30))
    assert half_year(date(2026, 7, 1)) == Period(date(2026, 7, 1), date(2026, 12, 31))


def test_both_ends_of_a_period_belong_to_it():
    period = Period(date(2025, 2, 3), date(2025, 2, 10))
    assert period.days == 8
    assert date(2025, 2, 3) in period
    assert date(2025, 2, 10) in period
    assert date(2025, 2, 11) not in period
    assert period.until(date(2025, 2, 5)).last == date(2025, 2, 5)
    assert period.until(date(2025, 3, 1)) == period


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(DomainError) as refused:
        Period(date(2025, 2, 3), date(2025, 2, 2))
    assert refused.value.code == "period_ends_before_it_starts"


def test_weeks_are_completed_weeks_in_both_directions():
    monday = date(2025, 2, 3)
    assert weeks_between(monday, date(2025, 2, 9)) == 0
    assert weeks_between(monday, date(2025, 2, 10)) == 1
    assert weeks_between(date(2025, 2, 10), monday) == -1
    assert weeks_between(date(2025, 2, 9), monday) == 0
