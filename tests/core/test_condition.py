"""A trial's side condition: each group for itself, exactly, and the trend beside it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period
from staasted.core.effort.condition import (
    Judged,
    PersonMeasure,
    Trend,
    condition_level,
    groups_held,
    measuring_period,
)
from staasted.core.effort.minimum import minimum
from staasted.core.law import Bearer, Effort, Length, resolve
from staasted.core.law.kinds import CountInWindow, Deadline, LongestInterval, OfferDeadline
from staasted.core.law.standing import AverageOfGroup, Baseline
from staasted.core.law.trial import AlsoCounts, SideCondition, TrialMode
from tests.core.people import (
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    a_look,
    a_rule,
    after,
    any_road,
    rules,
)
from tests.core.test_trials import a_part

HALF = Length(months=6)
STATUTORY = SideCondition(HALF, AverageOfGroup(Baseline.STATUTORY))
OBSERVED = SideCondition(HALF, AverageOfGroup(Baseline.OBSERVED), levels={GROUP: 3.2})
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def held(condition=STATUTORY, **told):
    return a_part(TrialMode.AVERAGE, condition=condition, **told)


def persons(number, by_law, *, group=GROUP, required=4.0, present=1.0, by_trial=0):
    return [
        PersonMeasure(f"{group}{n}", group, present, by_law, by_trial, required)
        for n in range(number)
    ]


def judged(measures, part=None, group=GROUP, effort=Effort.CONVERSATION):
    return condition_level(measures, part or held(), group, YEAR, effort=effort)


def test_each_group_is_judged_for_itself_though_the_total_is_enough():
    both = frozenset({GROUP, OTHER_GROUP})
    measures = [*persons(10, 5), *persons(10, 3, group=OTHER_GROUP)]
    part = held(groups=both)
    assert groups_held(part) == tuple(sorted(both))
    one, other = (judged(measures, part, group) for group in (GROUP, OTHER_GROUP))
    assert (one.judged, one.counted, one.wanted, one.banked) == (Judged.MET, 50, 40, 10)
    assert (other.judged, other.counted, other.banked) == (Judged.BREACH, 30, -10)


@pytest.mark.parametrize(
    ("condition", "by_law", "verdict"),
    [
        (STATUTORY, 4, Judged.MET),
        (STATUTORY, 3, Judged.BREACH),
        (OBSERVED, 4, Judged.MET),
        (OBSERVED, 3, Judged.BREACH),
        (SideCondition(HALF, AverageOfGroup(Baseline.STATUTORY, tolerance=0.25)), 3, Judged.MET),
        (SideCondition(HALF, AverageOfGroup(Baseline.OBSERVED)), 9, Judged.CANNOT_BE_JUDGED),
        (SideCondition(HALF, None), 9, Judged.CANNOT_BE_JUDGED),
    ],
)
def test_a_group_is_held_to_the_law_or_to_what_it_was(condition, by_law, verdict):
    assert judged(persons(5, by_law), held(condition)).judged is verdict


def test_without_anybody_nothing_is_judged():
    assert judged([]).judged is Judged.CANNOT_BE_JUDGED
    assert judged(persons(3, 9, present=0)).persons == 0


def test_somebody_whose_minimum_is_not_known_stands_on_neither_side():
    found = judged([*persons(3, 4), *persons(2, 9, required=None)])
    assert (found.persons, found.unknown, found.counted, found.wanted) == (5, 2, 12, 12)
    nobody = judged(persons(2, 9, required=None))
    assert (nobody.judged, nobody.unknown) == (Judged.CANNOT_BE_JUDGED, 2)
    observed = judged(persons(2, 9, required=None), held(OBSERVED))
    assert (observed.judged, observed.unknown) == (Judged.MET, 0)


def test_somebody_there_for_half_the_period_counts_for_half_of_an_observed_level():
    found = judged(persons(4, 2, present=0.5), held(OBSERVED))
    assert (found.at_risk, found.wanted, found.judged) == (2.0, 6.4, Judged.MET)


def test_what_a_trial_alone_counts_is_taken_up_to_its_part():
    part = held(counts=AlsoCounts(most=0.25))
    found = judged(persons(3, 3, by_trial=2, required=4.0), part)
    assert (found.counted, found.over_cap, found.judged) == (12, 3, Judged.MET)
    assert judged(persons(3, 3, by_trial=2)).counted == 9 + 6


def test_offers_are_judged_beside_where_they_are_asked_for():
    average = AverageOfGroup(Baseline.OBSERVED)
    both = SideCondition(HALF, None, average, offer_levels={GROUP: 1.0})
    measures = persons(4, 1, required=None)
    assert judged(measures, held(both), effort=Effort.OFFER).judged is Judged.MET
    assert judged(measures, held(both)).judged is Judged.CANNOT_BE_JUDGED


def test_the_trend_has_a_word_only_where_its_bounds_allow_one():
    assert judged(persons(40, 4)).trend is Trend.SAME_LEVEL
    assert judged(persons(40, 2)).trend is Trend.BELOW
    uneven = [*persons(2, 0), *persons(2, 8)]
    assert judged(uneven).trend is Trend.NOT_DECIDED
    assert judged(uneven).judged is Judged.MET
    assert judged(persons(1, 9)).trend is Trend.NOT_DECIDED
    assert judged(persons(5, 0, required=0.0)).trend is Trend.NOT_DECIDED


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0.1, 1)), min_size=1, max_size=30))
def test_a_groups_figures_are_the_sums_of_its_persons(told):
    measures = [
        PersonMeasure(str(n), GROUP, present, held_, 0, 4.0 * present)
        for n, (held_, present) in enumerate(told)
    ]
    found = judged(measures)
    assert found.persons == len(measures)
    assert found.counted == sum(m.by_law for m in measures)
    assert found.wanted == pytest.approx(sum(m.required for m in measures))
    assert (found.judged is Judged.MET) is (found.counted >= round(found.wanted, 9))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2025, 1, 1), date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 6, 30), date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 7, 1), date(2025, 10, 31)),
    ],
)
def test_measuring_periods_follow_each_other_from_the_parts_first_day_to_its_last(day, first, last):
    part = held(to_on=date(2025, 10, 31))
    assert measuring_period(part, day) == Period(first, last)


def test_outside_a_part_and_without_a_condition_there_is_no_measuring_period():
    assert measuring_period(held(), date(2024, 12, 31)) is None
    assert measuring_period(a_part(), MONDAY) is None
    assert measuring_period(held(to_on=None), date(2031, 2, 1)).first == date(2031, 1, 1)


NUMBER, FIRST, *_ = rules()


TODAY = after(100)


def asked(*known, on=TODAY, period=YEAR, until=None, effort=Effort.CONVERSATION, days=()):
    found = resolve(a_look(*days, on=on, book=any_road(*known)))
    return minimum(found, period, effort=effort, until=until or LAST_DAY)


def test_the_minimum_of_a_window_grows_evenly_over_its_days():
    assert asked(NUMBER) == pytest.approx(4.0)
    window = Period(MONDAY, LAST_DAY)
    half = Period(MONDAY, after(90))
    assert asked(NUMBER, period=half) == pytest.approx(4 * half.days / window.days)
    assert asked(NUMBER, period=Period(after(400), after(500))) == 0


def test_a_single_deadline_is_one_of_the_number_and_asks_for_nothing_more():
    assert asked(FIRST) == 0
    assert asked(NUMBER, FIRST) == asked(NUMBER)


def test_where_two_rules_ask_at_once_the_one_that_asks_most_is_the_minimum():
    monthly = a_rule("monthly", LongestInterval(Length(days=14)))
    alone = asked(monthly)
    assert alone == pytest.approx(182 / 14)
    assert asked(NUMBER, monthly) == pytest.approx(alone)
    fewer = a_rule("fewer", CountInWindow(1, Length(months=6)))
    assert asked(NUMBER, fewer) == pytest.approx(4.0)


def test_an_interval_is_asked_for_as_long_as_somebody_is_there():
    monthly = a_rule("monthly", LongestInterval(Length(days=30)))
    assert asked(monthly, until=after(59), on=after(59)) == pytest.approx(2.0)
    spoken = asked(monthly, until=after(89), on=after(89), days=(after(10), after(40)))
    assert spoken == pytest.approx(3.0)


def test_an_offer_in_a_window_is_one_over_its_days():
    offers = a_rule("offers", OfferDeadline(Length(days=99)))
    assert asked(offers, effort=Effort.OFFER) == pytest.approx(1.0)
    assert asked(offers) == 0
    assert asked(a_rule("first", Deadline(Length(weeks=1))), effort=Effort.OFFER) == 0


def test_what_the_fund_owes_is_not_the_municipalitys_minimum():
    fund = a_rule("n", CountInWindow(4, Length(months=6)), bearer=Bearer.UNEMPLOYMENT_FUND)
    assert asked(fund) == 0
