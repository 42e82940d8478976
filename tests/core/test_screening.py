from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.axes import Channel, Freedom
from staasted.core.errors import DomainError
from staasted.core.screening import (
    Instrument,
    Item,
    Option,
    Question,
    ScreeningResult,
    ScreeningRule,
    Wish,
    follow,
)

NEED = (Option("yes"), Option("no"), Option("not_now", skips=True))
CHANNELS = (Option("in_person"), Option("video"), Option("not_now", skips=True))
TIMES = (Option("morning"), Option("not_now", skips=True))
PERSONS = (Option("same_person"), Option("not_now", skips=True))
NEEDS = ("goal", "step")


def an_instrument(*rules: ScreeningRule) -> Instrument:
    """Two needs and three wishes, and these rules over them."""
    wishes = (
        Question("channel", CHANNELS, Wish.CHANNEL),
        Question("time", TIMES, Wish.TIME_OF_DAY),
        Question("person", PERSONS, Wish.PERSON),
    )
    items = (
        *(Item(need, (Question(need, NEED),)) for need in NEEDS),
        Item("wishes", wishes),
    )
    return Instrument("start", 1, Freedom.CHECK_INS, items, rules)


START = an_instrument(
    ScreeningRule("no_goal", "goal", "no", Freedom.SHARED_STEERING, ("clarity", "visit")),
    ScreeningRule("no_step", "step", "no", Freedom.SHARED_STEERING, ("workshop", "visit")),
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "goal": st.sampled_from(["yes", "no", "not_now"]),
        "step": st.sampled_from(["yes", "no", "not_now"]),
        "channel": st.sampled_from(["in_person", "video", "not_now"]),
        "time": st.sampled_from(["morning", "not_now"]),
    },
)
RULES = st.lists(
    st.builds(
        ScreeningRule,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(NEEDS),
        st.just("no"),
        st.none() | st.sampled_from(Freedom),
        st.lists(st.sampled_from(["clarity", "visit", "workshop"]), unique=True).map(tuple),
    ),
    max_size=4,
)


def offers(result: ScreeningResult) -> set[str]:
    return {suggestion.offer for suggestion in result.offers}


def test_nobody_with_a_goal_and_a_step_gets_more_than_check_ins():
    result = follow(START, {"goal": "yes", "step": "yes"})
    assert (result.freedom, result.offers, result.human_contact) == (Freedom.CHECK_INS, (), False)
    assert [reason.code for reason in result.reasons] == ["proposal_starts_at"]


@pytest.mark.parametrize("need", NEEDS)
def test_a_no_lifts_contact_to_shared_steering(need):
    assert follow(START, {need: "no"}).freedom is Freedom.SHARED_STEERING


def test_the_answer_that_lifted_contact_is_among_the_reasons_and_others_are_not():
    suggests = ScreeningRule("just_suggests", "step", "no", None, ("workshop",))
    result = follow(an_instrument(START.rules[0], suggests), {"goal": "no", "step": "no"})
    assert [r.code for r in result.reasons] == ["proposal_starts_at", "answered_no_goal"]


def test_an_offer_names_every_answer_it_came_from():
    result = follow(START, {"goal": "no", "step": "no"})
    named = {s.offer: [reason.code for reason in s.reasons] for s in result.offers}
    assert named == {
        "clarity": ["answered_no_goal"],
        "visit": ["answered_no_goal", "answered_no_step"],
        "workshop": ["answered_no_step"],
    }


@pytest.mark.parametrize("answers", [{}, {"goal": "not_now"}, {"goal": "not_now", "step": "yes"}])
def test_not_answering_is_neutral_and_leads_to_a_friendly_human(answers):
    result = follow(START, answers)
    assert (result.freedom, result.offers) == (Freedom.CHECK_INS, ())
    assert result.human_contact
    assert "skipped_friendly_contact" in [reason.code for reason in result.reasons]


def test_leaving_out_a_wish_asks_for_nobodys_attention():
    assert not follow(START, {"goal": "yes", "step": "yes", "channel": "not_now"}).human_contact


def test_wishes_are_handed_on_as_they_were_said():
    said = {"channel": "video", "time": "morning", "person": "not_now"}
    wishes = follow(START, said).wishes
    assert (wishes.channel, wishes.time_of_day, wishes.person) == (Channel.VIDEO, "morning", None)


def test_an_unknown_question_or_answer_is_refused():
    with pytest.raises(DomainError) as question:
        follow(START, {"diagnosis": "yes"})
    assert question.value.code == "screening_question_unknown"
    with pytest.raises(DomainError) as answer:
        follow(START, {"goal": "perhaps"})
    assert answer.value.code == "screening_answer_unknown"
    assert answer.value.values == {"question": "goal", "answer": "perhaps"}


@given(RULES, ANSWERS, st.sampled_from(NEEDS))
def test_adding_a_need_never_yields_less_contact_nor_fewer_offers(rules, answers, need):
    instrument = an_instrument(*rules)
    before, after = follow(instrument, answers), follow(instrument, {**answers, need: "no"})
    assert after.freedom.contact >= before.freedom.contact
    assert offers(after) >= offers(before)


@given(RULES, ANSWERS)
def test_no_rule_can_lower_contact_below_the_start(rules, answers):
    result = follow(an_instrument(*rules), answers)
    assert result.freedom.contact >= Freedom.CHECK_INS.contact


@given(ANSWERS)
def test_skipping_gives_what_saying_not_now_gives(answers):
    spoken = {slug: answer for slug, answer in answers.items() if answer != "not_now"}
    assert follow(START, answers) == follow(START, spoken)


def test_a_result_has_no_room_for_a_number_about_a_person():
    kinds = {field.name: str(field.type) for field in fields(ScreeningResult)}
    assert not any("int" in kind or "float" in kind for kind in kinds.values())
    assert set(kinds) == {"freedom", "offers", "reasons", "wishes", "human_contact"}
