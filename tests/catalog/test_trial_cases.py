"""Every case that stands beside a trial, run as a lawyer reads it; what they hold together."""

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.rules.running import Cases
from staasted.core.law import RuleBook
from staasted.core.law.trial import TrialMode, TrialStatus, conflicts

LOADED = catalog()
CASES = [(slug, case) for slug, entry in LOADED.trials.items() for case in entry.cases]
RUNNING = Cases(LOADED.rules, LOADED.clocks, LOADED.law_files, LOADED.book.parts)
VECTORS = {f"W{n}" for n in (*range(37, 46), 49, 50)}
WITHOUT = Cases(LOADED.rules, LOADED.clocks, LOADED.law_files)


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{slug}: {case.name}" for slug, case in CASES]
)
def test_each_case_holds(case):
    assert RUNNING.run(case) == ()


def test_every_vector_about_trials_is_named_by_a_case():
    assert len(CASES) > 120
    assert VECTORS - {case.vector for _, case in CASES} == set()


def test_no_refused_planned_or_descriptive_trial_lies_on_top_of_the_law():
    idle = {TrialStatus.REFUSED, TrialStatus.DESCRIPTIVE, TrialStatus.PLANNED, TrialStatus.DRAFT}
    told = [slug for slug, entry in LOADED.trials.items() if entry.status in idle]
    assert len(told) >= 5
    assert not {part.trial for part in LOADED.book.parts} & set(told)


def test_the_refused_trial_would_have_lifted_something_and_lifts_nothing():
    parts = [part for part in LOADED.parts if part.trial == "integration_refused"]
    granted = Cases(LOADED.rules, LOADED.clocks, LOADED.law_files, tuple(parts))
    people = [c for c in LOADED.trials["integration_refused"].cases if c.person is not None]
    assert people

    def said(runner, case):
        return [(o.rule.id, o.due, o.status) for o in runner.answer(case).obligations]

    assert any(said(granted, case) != said(WITHOUT, case) for case in people)
    assert all(said(RUNNING, case) == said(WITHOUT, case) for case in people)


def test_each_trial_says_what_we_are_freed_from_and_what_we_promise_and_has_cases():
    for slug, entry in LOADED.trials.items():
        assert all((entry.da.freed, entry.da.promise)), slug
        assert entry.told_cases or not entry.parts, slug
        for part in entry.parts.values():
            assert all((part.da.freed, part.da.promise)), slug


def test_what_north_jutland_may_still_do_moves_no_date():
    still = LOADED.trials["north_jutland_running"]
    parts = [part for part in LOADED.parts if part.trial == still.slug]
    assert parts
    assert not any(part.lifts or part.relaxed or part.adds for part in parts)
    people = [case for case in still.cases if case.person is not None]
    assert {case.person.lives_in for case in people} >= {"aalborg", "thisted"}
    for case in people:
        assert RUNNING.answer(case).obligations == WITHOUT.answer(case).obligations, case.name


def test_every_mode_but_the_pause_has_been_granted_to_somebody():
    used = {part.mode for part in LOADED.parts}
    assert used >= set(TrialMode) - {TrialMode.PAUSE, TrialMode.REPLACE}


def test_no_two_trials_lift_the_same_rule_for_the_same_people():
    assert list(conflicts(LOADED.book.parts)) == []


def test_the_demos_own_trial_is_marked_as_invented_and_is_the_only_one():
    assert [slug for slug, entry in LOADED.trials.items() if entry.demo] == ["demo_average"]


def test_the_law_alone_has_no_trial():
    assert LOADED.book.law.parts == ()
    assert RuleBook(LOADED.rules, LOADED.clocks).law.parts == ()
