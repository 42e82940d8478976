from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.axes import Freedom
from staasted.core.cadence import (
    Contact,
    ContactChange,
    Intervals,
    WeeksBetween,
    contact_change,
    propose,
)

INTERVALS = Intervals(
    early_weeks=26,
    close_support=WeeksBetween(1, 2),
    shared_steering=WeeksBetween(3, 3),
    check_ins=WeeksBetween(6, 12),
)
MONDAY = date(2026, 5, 18)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
FREEDOMS = st.sampled_from(Freedom)
CONTACTS = st.builds(Contact, FREEDOMS, st.none() | st.integers(1, 13), st.none() | DAYS)


def proposal(freedom=Freedom.CHECK_INS, weeks_in_spell=0, on=MONDAY, law_due=None):
    return propose(
        freedom=freedom,
        weeks_in_spell=weeks_in_spell,
        on=on,
        law_due=law_due,
        intervals=INTERVALS,
    )


def codes(found):
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("freedom", "early", "later"),
    [
        (Freedom.CLOSE_SUPPORT, 1, 2),
        (Freedom.SHARED_STEERING, 3, 3),
        (Freedom.CHECK_INS, 6, 12),
    ],
)
def test_the_rhythm_is_closer_in_the_first_half_year(freedom, early, later):
    assert proposal(freedom, 25).interval_weeks == early
    assert proposal(freedom, 26).interval_weeks == later
    assert proposal(freedom, 25).latest == MONDAY + timedelta(weeks=early)


def test_an_unknown_length_is_read_as_the_beginning_and_says_so():
    found = proposal(weeks_in_spell=None)
    assert found.interval_weeks == 6
    assert codes(found) == ["interval_check_ins", "spell_length_not_known"]


def test_the_laws_date_comes_first_when_it_is_earlier():
    due = MONDAY + timedelta(days=5)
    found = proposal(law_due=due)
    assert found.latest == due
    assert codes(found) == ["interval_check_ins", "early_in_spell", "law_due_first"]
    assert found.reasons[-1].values == (("due", due),)


def test_a_date_of_the_law_that_has_passed_means_today():
    found = proposal(law_due=MONDAY - timedelta(days=3))
    assert found.latest == MONDAY
    assert codes(found)[-1] == "law_overdue"


def test_the_boundary_days_give_the_reason_that_is_true_of_them():
    assert codes(proposal(weeks_in_spell=25))[1] == "early_in_spell"
    assert codes(proposal(weeks_in_spell=26))[1] == "later_in_spell"
    assert codes(proposal(law_due=MONDAY))[-1] == "law_due_first"
    same_day = proposal(law_due=MONDAY + timedelta(weeks=6))
    assert codes(same_day) == ["interval_check_ins", "early_in_spell"]


def test_a_weekly_rhythm_says_weekly():
    assert codes(proposal(Freedom.CLOSE_SUPPORT))[0] == "interval_weekly"


@given(FREEDOMS, st.none() | st.integers(0, 300), DAYS, st.none() | DAYS)
def test_a_proposal_is_never_later_than_the_law_and_never_in_the_past(freedom, weeks, on, law_due):
    found = proposal(freedom, weeks, on, law_due)
    assert on <= found.latest <= on + timedelta(weeks=found.interval_weeks)
    assert law_due is None or found.latest <= max(on, law_due)


@given(FREEDOMS, FREEDOMS, st.none() | st.integers(0, 300))
def test_a_word_with_more_contact_never_proposes_a_later_day(one, other, weeks):
    less, more = sorted((one, other), key=lambda freedom: freedom.contact)
    assert proposal(more, weeks).latest <= proposal(less, weeks).latest


STEERING = Contact(Freedom.SHARED_STEERING, 3, MONDAY)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (STEERING, ContactChange.SAME),
        (replace(STEERING, freedom=Freedom.CLOSE_SUPPORT), ContactChange.MORE),
        (replace(STEERING, freedom=Freedom.CHECK_INS), ContactChange.LESS),
        (replace(STEERING, interval_weeks=2), ContactChange.MORE),
        (replace(STEERING, interval_weeks=4), ContactChange.LESS),
        (replace(STEERING, interval_weeks=None), ContactChange.LESS),
        (replace(STEERING, next_on=MONDAY - timedelta(days=1)), ContactChange.MORE),
        (replace(STEERING, next_on=MONDAY + timedelta(days=1)), ContactChange.LESS),
        (replace(STEERING, next_on=None), ContactChange.LESS),
        (Contact(Freedom.CLOSE_SUPPORT, 4, MONDAY), ContactChange.LESS),
    ],
)
def test_anything_less_makes_the_change_less(new, expected):
    assert contact_change(STEERING, new) is expected


def test_a_missed_day_is_read_as_the_interval_from_today():
    missed = replace(STEERING, next_on=MONDAY - timedelta(days=1))
    assert STEERING.binding(MONDAY) == STEERING
    assert missed.binding(MONDAY) == replace(STEERING, next_on=MONDAY + timedelta(weeks=3))
    within = replace(STEERING, next_on=MONDAY + timedelta(weeks=3))
    assert contact_change(missed.binding(MONDAY), within) is ContactChange.SAME
    beyond = replace(within, next_on=within.next_on + timedelta(days=1))
    assert contact_change(missed.binding(MONDAY), beyond) is ContactChange.LESS


def test_agreed_each_time_promises_no_day_when_the_day_is_missed():
    missed = Contact(Freedom.CHECK_INS, None, MONDAY - timedelta(days=1))
    assert missed.binding(MONDAY) == Contact(Freedom.CHECK_INS, None)


def test_a_first_agreement_is_more_than_none():
    assert contact_change(None, Contact(Freedom.CHECK_INS, None)) is ContactChange.MORE


def test_two_agreements_without_interval_or_date_are_compared_on_their_word():
    free = Contact(Freedom.CHECK_INS, None)
    assert contact_change(free, free) is ContactChange.SAME
    close = replace(free, freedom=Freedom.CLOSE_SUPPORT)
    assert contact_change(free, close) is ContactChange.MORE


@given(CONTACTS, CONTACTS)
def test_no_change_back_and_forth_is_more_both_ways(one, other):
    there, back = contact_change(one, other), contact_change(other, one)
    assert there is not ContactChange.MORE or back is ContactChange.LESS
    assert (there is ContactChange.SAME) == (one == other)


@given(CONTACTS, CONTACTS, CONTACTS)
def test_two_steps_towards_more_are_never_less_together(one, two, three):
    steps = {contact_change(one, two), contact_change(two, three)}
    if ContactChange.LESS not in steps:
        assert contact_change(one, three) is not ContactChange.LESS
