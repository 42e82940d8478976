"""What the catalogue holds, and that it fits together."""

from datetime import date

import pytest

from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Freedom
from staasted.core.law import Duty, Grade, Length
from staasted.core.screening import follow

JOB_READY = "group:cash_benefit_job_ready"
INSTRUMENTS = list(catalog().versions.values())
SCREENING_CASES = [(entry, case) for entry in INSTRUMENTS for case in entry.cases]


def test_the_first_conversation_and_the_number_are_the_laws():
    rules = {rule.id: rule for rule in catalog().rules}
    first, number = rules["V5-KU-1"], rules["V5-OT-1"]
    assert (first.kind.within, first.kind.clock) == (Length(weeks=1), "first_request")
    assert (number.kind.number, number.kind.within) == (4, Length(months=6))
    assert first.source.citation == "LBK 280/2024 § 31, stk. 5"
    assert number.source.citation == "LBK 280/2024 § 31, stk. 3"
    assert {first.source.grade, number.source.grade} == {Grade.A}
    assert JOB_READY in first.groups & number.groups


def test_an_end_that_was_inferred_says_so():
    ending = [rule for rule in catalog().rules if rule.to_on == date(2026, 6, 30)]
    assert len(ending) >= 40
    assert all("to_on" in rule.source.inferred for rule in ending)


def test_every_rule_names_its_address_and_speaks_danish():
    for rule in catalog().rules:
        words = catalog().law[rule.id].da
        assert words.name, rule.id
        assert words.why.endswith("."), rule.id
        assert not words.change or words.change.endswith("."), rule.id
        told = catalog().law[rule.id].told_staff
        assert told.why.endswith("."), rule.id


def test_every_target_group_with_a_course_has_rules_today():
    book, today = catalog().book, date(2026, 5, 18)
    for slug, group in catalog().target_groups.items():
        lives = group.from_on <= today and (group.to_on is None or today <= group.to_on)
        if group.contact_course and lives:
            assert book.in_force(Duty, slug, today), slug


def test_there_are_thirteen_statutory_groups_and_the_integration_programme():
    numbers = {group.number for group in catalog().target_groups.values()}
    assert numbers == {*range(1, 14), None}


def test_a_short_form_leads_to_one_group():
    assert "jobparat kontanthjælpsmodtager" in catalog().target_groups[JOB_READY].names
    assert "jobparate" in catalog().target_groups[JOB_READY].names


def test_the_first_conversation_is_by_summons_and_in_person():
    first = catalog().purposes["first_conversation"]
    assert (first.self_bookable, first.channels) == (False, (Channel.IN_PERSON,))
    assert first.counts_as == "job_conversation"
    others = [p for p in catalog().purposes.values() if p is not first]
    assert len(others) == 6
    assert all(p.self_bookable for p in others)


def test_the_limits_of_every_purpose_are_the_policys():
    policy = catalog().policy
    for purpose in catalog().purposes.values():
        assert purpose.notice_hours == policy["booking_notice_hours"]
        assert purpose.horizon_days == policy["booking_horizon_days"]
        assert purpose.move_until_hours == policy["move_until_hours"]
        assert purpose.cancel_until_hours == policy["cancel_until_hours"]


@pytest.mark.parametrize(
    ("freedom", "early", "later"),
    [
        (Freedom.CLOSE_SUPPORT, 1, 2),
        (Freedom.SHARED_STEERING, 3, 3),
        (Freedom.CHECK_INS, 6, 12),
    ],
)
def test_the_proposed_intervals_are_the_decided_ones(freedom, early, later):
    intervals = catalog().policy.intervals
    assert intervals.weeks(freedom, 25) == early
    assert intervals.weeks(freedom, 26) == later


def test_every_house_number_names_its_decision_and_speaks_to_the_citizen():
    for number in catalog().policy.numbers.values():
        assert number.source.startswith("decision ")
        assert number.unit
        assert number.da.sentence.endswith(".")


@pytest.mark.parametrize(
    ("entry", "case"), SCREENING_CASES, ids=[case.name for _, case in SCREENING_CASES]
)
def test_each_screening_case_ends_as_it_says(entry, case):
    result = follow(entry.as_instrument(), case.answers)
    assert result.freedom is case.expect.freedom
    assert tuple(suggestion.offer for suggestion in result.offers) == case.expect.offers
    assert result.human_contact is case.expect.human_contact


def test_every_question_of_every_version_can_be_left_for_later():
    for entry in INSTRUMENTS:
        questions = entry.as_instrument().questions
        assert all(any(option.skips for option in each.options) for each in questions)


def test_every_rule_of_an_instrument_has_a_case_that_fires_it():
    for entry in INSTRUMENTS:
        fired = {
            rule.slug
            for case in entry.cases
            for rule in entry.rules
            if case.answers.get(rule.question) == rule.answer
        }
        assert fired == {rule.slug for rule in entry.rules}


def test_no_screening_rule_lowers_contact_or_carries_a_number():
    for entry in INSTRUMENTS:
        for rule in entry.rules:
            assert rule.lifts_to is None or rule.lifts_to.contact > entry.starts_at.contact
            kept = rule.model_dump(exclude={"da", "da_easy"}).values()
            assert not any(isinstance(value, int | float) for value in kept)
