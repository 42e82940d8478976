"""Dates and times as people say them."""

from datetime import UTC, date, datetime

import pytest

from staasted.catalog.speech import clock, day, day_year, moment, relative_days


def test_a_date_is_said_with_its_weekday():
    assert day(date(2026, 12, 1)) == "tirsdag den 1. december"
    assert day_year(date(2026, 5, 18)) == "mandag den 18. maj 2026"


def test_a_moment_is_said_in_danish_time_in_winter_and_in_summer():
    assert moment(datetime(2026, 12, 1, 8, 30, tzinfo=UTC)) == "tirsdag den 1. december kl. 9.30"
    assert moment(datetime(2026, 7, 1, 7, 5, tzinfo=UTC)) == "onsdag den 1. juli kl. 9.05"


def test_a_moment_late_in_the_evening_utc_is_said_as_the_next_danish_day():
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert moment(late) == "torsdag den 2. juli kl. 0.30"
    assert day(late) == "torsdag den 2. juli"


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "1.59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "3.00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2.30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2.30"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "3.00"),
    ],
)
def test_the_clock_follows_the_days_when_it_is_moved(utc, said):
    assert clock(utc) == said


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        clock(datetime(2026, 12, 1, 8, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 26), "for 2 dage siden"),
        (date(2026, 3, 27), "i går"),
        (date(2026, 3, 28), "i dag"),
        (date(2026, 3, 29), "i morgen"),
        (date(2026, 3, 31), "om 3 dage"),
    ],
)
def test_days_are_counted_by_the_calendar_across_the_short_day(on, said):
    assert relative_days(on, date(2026, 3, 28)) == said


def test_a_moment_is_as_far_away_as_its_danish_date():
    just_after_midnight = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert relative_days(just_after_midnight, date(2026, 7, 1)) == "i morgen"
