"""Trials as they are begun and stopped, how much they count, and when two are in conflict."""

from dataclasses import replace
from datetime import date

import pytest

from staasted.core.law import KnownFact, Rule, Status
from staasted.core.law.condition import Told
from staasted.core.law.trial import (
    AlsoCounts,
    Exclusion,
    TrialStatus,
    as_run,
    conflicts,
)
from tests.core.people import LAST_DAY, MONDAY, OTHER_GROUP, a_person, a_time, after
from tests.core.test_trials import HERE, LAST, THERE, a_part, owed


@pytest.mark.parametrize(
    ("most", "by_law", "by_trial", "accepted"),
    [
        (1.0, 0, 5, 5),
        (0.25, 6, 2, 2),
        (0.25, 6, 3, 2),
        (0.25, 0, 3, 0),
        (0.5, 4, 9, 4),
        (0, 4, 1, 0),
    ],
)
def test_at_most_a_part_of_all_counted_is_counted_by_the_trial(most, by_law, by_trial, accepted):
    assert AlsoCounts(most=most).accepted(by_law, by_trial) == accepted


def test_only_approved_and_ended_trials_change_anything():
    assert {s for s in TrialStatus if s.changes} == {TrialStatus.APPROVED, TrialStatus.ENDED}


def test_a_part_runs_from_the_day_it_was_begun_to_the_day_before_it_was_stopped():
    part = a_part()
    assert as_run(part, None, None) == part
    cut = as_run(part, after(1), after(9))
    assert (cut.from_on, cut.to_on) == (after(1), after(9))
    assert as_run(part, date(2020, 1, 1), date(2030, 1, 1)) == part
    assert as_run(replace(part, to_on=None), None, after(9)).to_on == after(9)
    assert as_run(part, after(9), after(8)) is None
    assert as_run(part, after(9), after(9)).from_on == after(9)


@pytest.mark.parametrize(
    ("other", "meet"),
    [
        ({}, True),
        ({"trial": "t"}, False),
        ({"rank": 1}, False),
        ({"lifts": frozenset({"first"})}, False),
        ({"groups": frozenset({OTHER_GROUP})}, False),
        ({"municipalities": frozenset({THERE})}, False),
        ({"from_on": after(1, LAST)}, False),
        ({"from_on": LAST}, True),
        ({"when": Told("in_trial")}, True),
        ({"excludes": (Exclusion(frozenset({HERE})),)}, False),
        ({"excludes": (Exclusion(frozenset({HERE}), to_on=MONDAY),)}, True),
    ],
)
def test_two_trials_of_equal_rank_that_touch_a_rule_for_the_same_people_are_in_conflict(
    other, meet
):
    second = a_part(**{"id": "P-2", "trial": "u"} | other)
    assert bool(list(conflicts((a_part(), second)))) is meet


def test_what_is_over_is_lifted_also_for_somebody_who_has_left():
    left = a_person(a_time(ends_on=after(60)), lives_in=HERE)
    assert owed(a_part(), person=left, on=after(200)).status is Status.LIFTED
    assert isinstance(owed(a_part(), person=left, on=after(200)).rule, Rule)


def test_who_takes_part_is_told_for_each_trial_and_for_its_days():
    part = a_part(when=Told("in_trial"), to_on=None)
    told = {"t": (KnownFact(value=True, first=MONDAY, last=LAST_DAY),)}
    assert owed(part, person=a_person(lives_in=HERE, trials=told)).status is Status.LIFTED
    ended = {"t": (KnownFact(value=True, first=MONDAY, last=after(-1, LAST_DAY)),)}
    for trials in (ended, {"another": told["t"]}, {}):
        assert owed(part, person=a_person(lives_in=HERE, trials=trials)).status is Status.OPEN
