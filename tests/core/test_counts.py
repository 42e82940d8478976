from dataclasses import replace
from datetime import date

import pytest

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.conversation import count, first_held_on, two_way_contact
from staasted.core.law import ContactEvent
from tests.core.people import MONDAY, OTHER_GROUP, a_period, counted, rules, talks

FIRST = date(2025, 2, 5)
LATER = date(2025, 3, 5)
HELD = ContactEvent("later", LATER, "plan")


def after_a_first(event: ContactEvent) -> tuple[int, str]:
    """What an event counts for when the first conversation has been held."""
    last = counted((*talks(FIRST), event))[-1]
    return last.value, last.reason


@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO])
def test_after_the_first_one_every_channel_of_the_law_counts(channel):
    assert after_a_first(replace(HELD, channel=channel)) == (1, "counted")


@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.OTHER])
def test_a_letter_and_other_roads_count_nothing(channel):
    assert after_a_first(replace(HELD, channel=channel)) == (0, "channel_not_allowed")


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.VIDEO, Channel.LETTER])
def test_a_conversation_by_phone_does_not_count_as_the_first_one(channel):
    only = counted(talks(FIRST, LATER, channel=channel))
    assert [(e.value, e.reason) for e in only] == [(0, "first_not_in_allowed_channel")] * 2
    assert first_held_on(only) is None


@pytest.mark.parametrize(
    "form",
    [
        ConversationForm.GROUP,
        ConversationForm.INDUSTRY_MEETING,
        ConversationForm.INFORMATION_MEETING,
    ],
)
def test_a_meeting_of_many_counts_nothing_under_the_base_law(form):
    assert after_a_first(replace(HELD, form=form)) == (0, "form_not_individual")


def test_a_joint_conversation_counts_for_the_municipality():
    assert after_a_first(replace(HELD, form=ConversationForm.JOINT)) == (1, "counted")


@pytest.mark.parametrize("holder", [Holder.MENTOR, Holder.COMPANY_CONSULTANT, Holder.OTHER])
def test_a_conversation_held_by_others_counts_nothing(holder):
    assert after_a_first(replace(HELD, held_by=holder)) == (0, "held_by_other")


def test_the_unemployment_funds_conversation_is_its_own_count():
    event = replace(HELD, held_by=Holder.UNEMPLOYMENT_FUND)
    assert after_a_first(event) == (0, "held_by_unemployment_fund")


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.HELD])
def test_what_was_not_held_counts_nothing_and_says_why(outcome):
    event = replace(HELD, outcome=outcome)
    assert after_a_first(event) == (0, f"not_held_{outcome.value}")
    assert not two_way_contact(event)


def test_a_planned_conversation_counts_nothing_yet():
    assert after_a_first(replace(HELD, outcome=None)) == (0, "not_held_yet")


def test_the_second_on_one_day_counts_only_with_another_purpose():
    same = replace(HELD, on=FIRST)
    assert after_a_first(same) == (0, "second_on_one_day")
    assert after_a_first(replace(same, purpose="skills")) == (1, "counted")


def test_a_conversation_that_did_not_count_does_not_block_the_next_that_day():
    missed = ContactEvent("missed", FIRST, "plan", outcome=Outcome.NOT_MET)
    assert [e.value for e in counted((missed, *talks(FIRST)))] == [0, 1]


def test_days_outside_the_counting_period_count_nothing():
    period = a_period(ends_on=LATER)
    days = (date(2025, 2, 2), MONDAY, LATER, date(2025, 3, 6))
    found = counted(talks(*days), period)
    assert [e.reason for e in found] == [
        "before_counting_period",
        "counted",
        "counted",
        "after_counting_period",
    ]
    assert first_held_on(found) == MONDAY


def test_without_a_first_request_the_period_starts_with_the_benefit():
    found = counted(talks(date(2025, 2, 2), MONDAY), a_period(asked=None))
    assert [e.reason for e in found] == ["before_counting_period", "counted"]


def test_a_group_without_rules_says_that_none_is_loaded():
    other = counted(talks(FIRST), a_period(group=OTHER_GROUP))
    assert [(e.value, e.reason) for e in other] == [(0, "no_rule_loaded")]


def test_the_version_of_the_day_it_was_held_decides():
    july = count(events=talks(FIRST, date(2026, 7, 1)), rules=rules(), period=a_period(MONDAY))
    assert [e.reason for e in july] == ["counted", "no_rule_loaded"]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (HELD, True),
        (replace(HELD, channel=Channel.PHONE), True),
        (replace(HELD, form=ConversationForm.GROUP), True),
        (replace(HELD, held_by=Holder.MENTOR), True),
        (replace(HELD, channel=Channel.LETTER), False),
        (replace(HELD, outcome=None), False),
        (replace(HELD, held_by=Holder.UNEMPLOYMENT_FUND), False),
        (replace(HELD, held_by=Holder.UNEMPLOYMENT_FUND, form=ConversationForm.JOINT), True),
    ],
)
def test_two_way_contact_is_people_speaking_with_us(event, expected):
    assert two_way_contact(event) is expected
