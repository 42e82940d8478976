from dataclasses import replace
from datetime import date

import pytest

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.conversation import count, two_way_contact
from staasted.core.conversation.counts import first_held
from staasted.core.law import Bearer, ContactEvent
from staasted.core.law.standing import Holders
from tests.core.people import (
    MONDAY,
    OTHER_GROUP,
    SICK,
    a_book,
    a_person,
    a_rule,
    a_time,
    after,
    rules,
    talks,
)

FIRST = date(2025, 2, 5)
LATER = date(2025, 3, 5)
HELD = ContactEvent("later", LATER, "plan")
FUND = Holder.UNEMPLOYMENT_FUND


def first_valid(found):
    """The day of the first conversation that was valid."""
    return min((e.event.on for e in found if e.valid), default=None)


def counted(events, person=None):
    """What the conversations count for."""
    return count(events=events, book=a_book(), person=person or a_person())


def after_a_first(event: ContactEvent) -> tuple[int, str]:
    """What an event counts for when the first conversation has been held."""
    last = counted((*talks(FIRST), event))[-1]
    return last.value, last.reason


def seen(event: ContactEvent, bearer: Bearer, purpose: str = "job") -> bool:
    """Whether it counts for somebody when the first conversation has been held."""
    return counted((*talks(FIRST), event))[-1].counts_for(bearer, purpose)


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
    assert first_valid(only) is None


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


def test_a_joint_conversation_counts_for_the_municipality_and_for_the_fund():
    joint = replace(HELD, form=ConversationForm.JOINT)
    assert after_a_first(joint) == (1, "counted")
    assert seen(joint, Bearer.MUNICIPALITY)
    assert seen(joint, Bearer.UNEMPLOYMENT_FUND)


@pytest.mark.parametrize("holder", [Holder.MENTOR, Holder.COMPANY_CONSULTANT, Holder.OTHER])
def test_a_conversation_held_by_others_counts_nothing(holder):
    assert after_a_first(replace(HELD, held_by=holder)) == (0, "held_by_other")


def test_the_unemployment_funds_conversation_is_its_own_count():
    event = replace(HELD, held_by=FUND)
    assert after_a_first(event) == (0, "held_by_unemployment_fund")
    assert not seen(event, Bearer.MUNICIPALITY)
    assert seen(event, Bearer.UNEMPLOYMENT_FUND)
    assert not seen(HELD, Bearer.UNEMPLOYMENT_FUND)


@pytest.mark.parametrize("purpose", ["cv", "availability"])
def test_a_talk_about_cv_or_availability_is_no_job_conversation_for_anybody(purpose):
    ours, funds = replace(HELD, purpose=purpose), replace(HELD, purpose=purpose, held_by=FUND)
    assert after_a_first(ours) == after_a_first(funds) == (0, "not_a_job_conversation")
    assert not any(seen(each, bearer) for each in (ours, funds) for bearer in Bearer)
    assert seen(funds, Bearer.UNEMPLOYMENT_FUND, purpose)
    assert not seen(funds, Bearer.UNEMPLOYMENT_FUND, "another")
    assert not seen(replace(funds, outcome=Outcome.NOT_MET), Bearer.UNEMPLOYMENT_FUND, purpose)


def test_the_funds_first_conversation_is_the_first_of_the_course():
    funds = ContactEvent("fund", FIRST, "plan", held_by=FUND)
    found = counted((funds, replace(HELD, channel=Channel.PHONE)))
    assert [(e.value, e.valid) for e in found] == [(0, True), (1, True)]
    assert first_valid(found) == FIRST


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


def test_conversations_are_told_oldest_first_whatever_the_order_they_come_in():
    found = counted((HELD, *talks(FIRST)))
    assert [e.event.on for e in found] == [FIRST, LATER]
    assert [e.value for e in found] == [1, 1]


def test_days_outside_the_counting_period_count_nothing():
    person = a_person(a_time(ends_on=LATER))
    days = (date(2025, 2, 2), MONDAY, LATER, date(2025, 3, 6))
    found = counted(talks(*days), person)
    assert [e.reason for e in found] == [
        "before_counting_period",
        "counted",
        "counted",
        "after_counting_period",
    ]
    assert first_valid(found) == MONDAY


def test_between_two_times_on_a_benefit_is_before_the_second():
    person = a_person(a_time(ends_on=LATER), a_time(after(200)))
    found = counted(talks(MONDAY, after(100)), person)
    assert [e.reason for e in found] == ["counted", "before_counting_period"]


def test_without_a_first_request_the_period_starts_with_the_benefit():
    found = counted(talks(date(2025, 2, 2), MONDAY), a_person(a_time(asked=None)))
    assert [e.reason for e in found] == ["before_counting_period", "counted"]


def test_a_group_without_rules_says_that_none_is_loaded():
    other = counted(talks(FIRST), a_person(a_time(group=OTHER_GROUP)))
    assert [(e.value, e.reason) for e in other] == [(0, "no_rule_loaded")]


def test_the_version_of_the_day_it_was_held_decides():
    july = counted(talks(FIRST, date(2026, 7, 1)))
    assert [e.reason for e in july] == ["counted", "no_rule_loaded"]


def reasons(*times, on):
    """Why a talk by phone counts or not, after one in person on ``FIRST``."""
    phone = replace(HELD, on=on, channel=Channel.PHONE)
    return counted((*talks(FIRST), phone), a_person(*times))[-1].reason


def test_the_first_of_the_course_is_the_first_of_the_benefit_without_a_break():
    on = after(100)
    early, later = a_time(ends_on=date(2025, 3, 9)), date(2025, 4, 30)
    assert reasons(early, a_time(later), on=on) == "counted"
    assert reasons(early, a_time(date(2025, 5, 1)), on=on) == "first_not_in_allowed_channel"
    sick = a_time(later, benefit=SICK)
    assert reasons(early, sick, on=on) == "first_not_in_allowed_channel"


def test_a_course_runs_on_through_several_times_on_the_same_benefit():
    times = (a_time(ends_on=after(20)), a_time(after(21), after(50)), a_time(after(51)))
    assert reasons(*times, on=after(100)) == "counted"
    back = (times[0], a_time(after(21), after(50), benefit=SICK), times[2])
    assert reasons(*back, on=after(100)) == "first_not_in_allowed_channel"


def test_somebody_handed_over_by_the_fund_has_had_the_first():
    handed = a_time(transferred=LATER)
    phone = replace(HELD, channel=Channel.PHONE)
    assert counted((phone,), a_person(handed))[0].reason == "counted"
    day_before = replace(phone, on=date(2025, 3, 4))
    assert counted((day_before,), a_person(handed))[0].reason == "first_not_in_allowed_channel"


def test_a_talk_about_the_cv_is_not_the_first_conversation():
    cv = ContactEvent("cv", FIRST, "cv", held_by=FUND)
    phone = replace(HELD, channel=Channel.PHONE)
    assert counted((cv, phone))[-1].reason == "first_not_in_allowed_channel"
    person = a_person()
    assert not first_held(person, person.times[0], LATER, counted((cv,)))


def test_a_rule_about_holders_says_whose_conversations_count_for_its_group_and_days():
    mentors = Holders(frozenset({Holder.COUNSELLOR, Holder.MENTOR}))
    book = a_book(*rules(), a_rule("holders", mentors, to_on=LATER))
    mentor = replace(HELD, held_by=Holder.MENTOR)

    def reason(event, person=None):
        told = (*talks(FIRST), event)
        return count(events=told, book=book, person=person or a_person())[-1].reason

    assert reason(mentor) == "counted"
    assert reason(replace(mentor, on=after(1, LATER))) == "held_by_other"
    assert reason(replace(mentor, held_by=FUND)) == "held_by_other"
    assert reason(mentor, a_person(a_time(group=OTHER_GROUP))) == "held_by_other"


def test_the_first_lies_behind_from_the_day_it_was_held():
    person, held = a_person(), counted(talks(FIRST))
    time = person.times[0]
    assert not first_held(person, time, date(2025, 2, 4), held)
    assert first_held(person, time, FIRST, held)
    assert not first_held(person, time, FIRST, counted(talks(FIRST, channel=Channel.PHONE)))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (HELD, True),
        (replace(HELD, channel=Channel.PHONE), True),
        (replace(HELD, form=ConversationForm.GROUP), True),
        (replace(HELD, held_by=Holder.MENTOR), True),
        (replace(HELD, channel=Channel.LETTER), False),
        (replace(HELD, outcome=None), False),
        (replace(HELD, held_by=FUND), False),
        (replace(HELD, held_by=FUND, form=ConversationForm.JOINT), True),
    ],
)
def test_two_way_contact_is_people_speaking_with_us(event, expected):
    assert two_way_contact(event) is expected
