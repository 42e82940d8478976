"""Every case that stands beside the law, run as a lawyer reads it."""

import pytest

from staasted.catalog.law_file import Case, Expected
from staasted.catalog.loader import catalog
from staasted.core.conversation import count, first_held_on
from staasted.core.law import (
    BookingDuty,
    Channels,
    CountedEvent,
    Obligation,
    arrangement_on,
    channels_on,
    resolve,
)

CASES = [case for file in catalog().law_files for case in file.cases]
RULES = catalog().rules
KINDS = {rule.id: rule.kind for rule in RULES}


def ledger(case: Case) -> tuple[CountedEvent, ...]:
    """The case's conversations with what each counts for."""
    return count(events=case.events(), rules=RULES, period=case.facts.as_period())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_conversation_counts_as_the_case_says(case):
    found = {int(e.event.ref): e for e in ledger(case)}
    for place, talk in enumerate(case.conversations):
        if talk.counts is not None:
            assert found[place].value == talk.counts, talk
        if talk.reason is not None:
            assert found[place].reason == talk.reason, talk


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_rule_finds_what_the_case_says(case):
    found = {
        o.rule.id: o
        for o in resolve(
            rules=RULES, period=case.facts.as_period(), events=ledger(case), on=case.on
        )
    }
    for rule, expected in case.expect.items():
        if isinstance(KINDS[rule], BookingDuty | Channels):
            assert_arranged(case, expected)
        else:
            assert_owed(found[rule], expected)


def assert_owed(found: Obligation, expected: Expected) -> None:
    assert (found.due, found.required) == (expected.due, expected.required)
    assert (found.counted, found.status) == (expected.counted, expected.status)
    assert found.question == expected.question


def assert_arranged(case: Case, expected: Expected) -> None:
    first_held = first_held_on(e for e in ledger(case) if e.event.on <= case.on) is not None
    where = {"rules": RULES, "group": case.facts.group, "on": case.on, "first_held": first_held}
    if expected.channels is not None:
        assert channels_on(**where).channels == expected.channels
    if expected.by is not None:
        arranged = arrangement_on(**where)
        assert (arranged.by, arranged.must) == (expected.by, expected.must)


def test_every_rule_has_a_case():
    told = {rule for case in CASES for rule in case.expect}
    assert told == set(KINDS)


def test_every_case_has_its_own_name():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) > 15


def test_a_must_is_expected_both_before_and_after_the_text_was_checked():
    said = {e.must for case in CASES for e in case.expect.values() if e.must is not None}
    assert said == {True, False}
