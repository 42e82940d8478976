"""Lengths by form, and whom a purpose is shown to: what is said, and what is refused."""

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.purpose_faults import purpose_faults
from staasted.catalog.purposes import Purpose, Visibility
from staasted.core.axes import Channel, ConversationForm

PHONE, VIDEO, MEET = Channel.PHONE, Channel.VIDEO, Channel.IN_PERSON
JOINT, GROUP, ALONE = (
    ConversationForm.JOINT,
    ConversationForm.GROUP,
    ConversationForm.INDIVIDUAL,
)


def purpose(slug: str = "plan_and_next_step", **changed: object) -> Purpose:
    return catalog().purposes[slug].model_copy(update=changed)


def test_a_joint_conversation_says_its_own_length_or_takes_as_long_as_one_of_two():
    plan = purpose(minutes_by_form={JOINT: {VIDEO: 75}})
    assert [plan.lasts(each) for each in (MEET, PHONE, VIDEO)] == [60, 30, 45]
    assert [plan.lasts(each, JOINT) for each in (MEET, PHONE, VIDEO)] == [60, 30, 75]


def test_a_meeting_with_seats_has_a_suggestion_or_none():
    plan = purpose(minutes_by_form={GROUP: {MEET: 120}})
    assert plan.meeting_lasts(GROUP, MEET) == 120
    assert plan.meeting_lasts(GROUP, PHONE) is None
    assert plan.meeting_lasts(ConversationForm.INDUSTRY_MEETING, MEET) is None


def test_what_we_ship_is_for_everyone_but_the_first_and_one_by_invitation():
    shown = {each.slug: each.visibility for each in catalog().purposes.values()}
    hidden = {slug: seen for slug, seen in shown.items() if seen is not Visibility.EVERYONE}
    assert hidden == {
        "first_conversation": Visibility.STAFF,
        "before_rehabilitation_team": Visibility.INVITED,
    }
    everyone = {each.slug for each in catalog().purposes.values() if each.for_everyone}
    assert everyone == set(shown) - set(hidden)


def test_nothing_is_wrong_with_what_we_ship():
    assert [fault for each in catalog().purposes.values() for fault in purpose_faults(each)] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minutes": {PHONE: 35}}, "35 is off the grid"),
        ({"minutes": {PHONE: 0}}, "0 is no length"),
        ({"minutes": {PHONE: 495}}, "495 is no length"),
        ({"minutes": {}}, "no channel has a length"),
        ({"minutes_by_form": {JOINT: {VIDEO: 50}}}, "50 is off the grid"),
        ({"minutes_by_form": {GROUP: {VIDEO: 600}}}, "600 is no length"),
        ({"minutes_by_form": {ALONE: {VIDEO: 45}}}, "has its length elsewhere"),
        ({"minutes_by_form": {JOINT: {Channel.LETTER: 45}}}, "the purpose has no letter"),
        ({"minutes_by_form": {JOINT: {VIDEO: 45}}, "joint": False}, "is never joint"),
        ({"subject": "gardens"}, "gardens is no subject"),
    ],
)
def test_a_purpose_that_cannot_be_is_refused_with_where_and_what(wrong, said):
    found = list(purpose_faults(purpose(**wrong)))
    assert any(said in what for _, what, _ in found)
    assert all(where.startswith("plan_and_next_step") and remedy for where, _, remedy in found)


def test_what_one_is_summoned_to_is_shown_to_staff_alone():
    seen = purpose("first_conversation", visibility=Visibility.INVITED)
    assert [where for where, _, _ in purpose_faults(seen)] == ["first_conversation.visibility"]
