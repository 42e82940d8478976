"""The reference level: beside the legal one, against the law's own minimum, never in its place."""

from datetime import timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period
from staasted.core.effort import PersonReference, Trend, reference_levels
from staasted.core.effort.reference import person_reference, trend_of
from tests.core.people import GROUP, MONDAY, a_person, talks
from tests.core.test_budget import TODAY, WINDOW
from tests.core.test_trials import found

DAY = timedelta(days=1)
SO_FAR = Period(MONDAY, TODAY)
PAIRS = st.lists(st.tuples(st.integers(0, 20), st.floats(0.5, 20)), max_size=30)


def reference(*days, person=None, on=TODAY, period=SO_FAR):
    person = person or a_person()
    told = found(person=person, events=talks(*days), on=on)
    return list(person_reference(person, told, period))


def test_what_was_held_is_held_against_what_has_grown_by_today():
    (one,) = reference(MONDAY, MONDAY + 30 * DAY)
    assert (one.group, one.counted, one.days) == (GROUP, 2, SO_FAR.days)
    assert one.asked == pytest.approx(4 * SO_FAR.days / WINDOW.days)


def test_days_outside_the_period_are_neither_counted_nor_asked_for():
    late = Period(MONDAY + 20 * DAY, TODAY)
    (one,) = reference(MONDAY, MONDAY + 30 * DAY, period=late)
    assert (one.counted, one.days) == (1, late.days)
    assert one.asked == pytest.approx(4 * late.days / WINDOW.days)


def test_whoever_has_no_window_in_the_days_is_not_compared():
    assert reference(period=Period(MONDAY - 40 * DAY, MONDAY - DAY)) == []


def test_somebody_whose_minimum_is_unknown_stands_on_neither_side():
    (level,) = reference_levels(
        [
            PersonReference(GROUP, 30, 5, None),
            PersonReference(GROUP, 30, 1, 2.0),
            PersonReference(GROUP, 30, 1, 2.0),
        ]
    )
    assert (level.persons, level.unknown, level.counted, level.asked) == (2, 1, 2, 4.0)
    assert level.trend is Trend.BELOW


def test_a_group_the_law_asks_nothing_of_is_not_decided():
    (level,) = reference_levels([PersonReference(GROUP, 30, 2, 0.0)] * 3)
    assert (level.ratio, level.trend) == (None, Trend.NOT_DECIDED)


def test_a_total_never_hides_a_group():
    people = [PersonReference(group, 30, 1, 1.0) for group in ("group:b", "group:a", "group:b")]
    assert [(each.group, each.persons) for each in reference_levels(people)] == [
        ("group:a", 1),
        ("group:b", 2),
    ]


@given(PAIRS)
def test_the_sums_are_those_of_the_persons_and_the_verdict_that_of_its_bounds(
    pairs: list[tuple[int, float]],
) -> None:
    people = [PersonReference(GROUP, 30, counted, asked) for counted, asked in pairs]
    levels = reference_levels(people)
    assert len(levels) == bool(pairs)
    for level in levels:
        assert level.counted == sum(counted for counted, _ in pairs)
        assert isclose(level.asked, sum(asked for _, asked in pairs))
        if level.trend is Trend.SAME_LEVEL:
            assert level.counted >= 0.95 * level.asked * (1 - 1e-12)
        if level.trend is Trend.BELOW:
            assert level.counted < level.asked


@given(st.lists(st.floats(0.5, 20), min_size=2, max_size=30))
def test_everybody_at_the_minimum_is_the_same_level_and_at_half_of_it_below(
    asked: list[float],
) -> None:
    assert trend_of([(each, each) for each in asked]) is Trend.SAME_LEVEL
    assert trend_of([(each / 2, each) for each in asked]) is Trend.BELOW


def test_one_person_has_no_spread():
    assert trend_of([(5.0, 1.0)]) is Trend.NOT_DECIDED
