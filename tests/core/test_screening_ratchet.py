"""The ratchet, over every real version of every instrument and the real policy: a need adds.

A need is an answer a published rule names. Contact is compared on all three: the freedom, the
weeks between contacts, and the day of the next one.
"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from staasted.core.cadence import CadenceProposal, propose
from staasted.core.screening import Answers, Instrument, ScreeningResult, follow

VERSIONS = {key: entry.as_instrument() for key, entry in catalog().versions.items()}
TODAY = date(2026, 5, 18)
WEEKS = st.none() | st.integers(0, 300)
DUE = st.none() | st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=200))


def given_answers(instrument: Instrument) -> st.SearchStrategy[dict[str, str]]:
    """Any answers at all: every question answered, skipped, or left out."""
    asked = {q.slug: st.sampled_from([o.slug for o in q.options]) for q in instrument.questions}
    return st.fixed_dictionaries({}, optional=asked)


def needs(instrument: Instrument) -> dict[str, list[str]]:
    """Question → the answers a rule names, which is what a need is here."""
    found: dict[str, list[str]] = {}
    for rule in instrument.rules:
        found.setdefault(rule.question, []).append(rule.answer)
    return found


def rhythm(result: ScreeningResult, weeks: int | None, due: date | None) -> CadenceProposal:
    return propose(
        freedom=result.freedom,
        weeks_in_spell=weeks,
        on=TODAY,
        law_due=due,
        intervals=catalog().policy.intervals,
    )


def no_less(
    before: ScreeningResult, after: ScreeningResult, weeks: int | None, due: date | None
) -> bool:
    """Whether neither freedom, interval nor next day means less contact than before."""
    one, other = rhythm(before, weeks, due), rhythm(after, weeks, due)
    return (
        after.freedom.contact >= before.freedom.contact
        and other.interval_weeks <= one.interval_weeks
        and other.latest <= one.latest
    )


def offered(result: ScreeningResult) -> set[str]:
    return {suggestion.offer for suggestion in result.offers}


@pytest.mark.parametrize("key", VERSIONS, ids=str)
@given(data=st.data(), weeks=WEEKS, due=DUE)
def test_adding_a_need_never_yields_less(key, data, weeks, due):
    instrument = VERSIONS[key]
    wanted = needs(instrument)
    answers = data.draw(given_answers(instrument))
    question = data.draw(st.sampled_from(sorted(wanted)))
    without = {k: v for k, v in answers.items() if k != question}
    if answers.get(question) not in wanted[question]:
        without = answers  # whatever was said there named no need
    need = data.draw(st.sampled_from(wanted[question]))
    before, after = follow(instrument, without), follow(instrument, {**without, question: need})
    assert no_less(before, after, weeks, due)
    assert offered(after) >= offered(before)


@pytest.mark.parametrize("key", VERSIONS, ids=str)
def test_the_needs_of_one_question_go_one_way_in_the_order_they_are_asked(key):
    instrument = VERSIONS[key]
    for question, wanted in needs(instrument).items():
        order = [o.slug for o in instrument.question(question).options if o.slug in wanted]
        results = [follow(instrument, {question: answer}) for answer in order]
        for lighter, heavier in pairwise(results):
            assert no_less(lighter, heavier, 0, None)


@pytest.mark.parametrize("key", VERSIONS, ids=str)
@given(data=st.data(), weeks=WEEKS, due=DUE)
def test_taking_any_answer_back_is_neutral_and_never_adds_a_need(key, data, weeks, due):
    instrument = VERSIONS[key]
    answers = data.draw(given_answers(instrument))
    nothing = follow(instrument, {})
    assert no_less(nothing, follow(instrument, answers), weeks, due)
    assert (nothing.freedom, nothing.offers) == (instrument.starts_at, ())
    assert nothing.human_contact


@pytest.mark.parametrize("key", VERSIONS, ids=str)
@given(data=st.data())
def test_answering_nothing_and_saying_not_now_are_the_same(key, data):
    instrument = VERSIONS[key]
    answers = data.draw(given_answers(instrument))
    skipping = {
        q.slug for q in instrument.questions if (o := q.option(answers.get(q.slug, ""))) and o.skips
    }
    spoken: Answers = {slug: each for slug, each in answers.items() if slug not in skipping}
    assert follow(instrument, answers) == follow(instrument, spoken)


@pytest.mark.parametrize("key", VERSIONS, ids=str)
@given(data=st.data())
def test_wishes_change_the_form_and_nothing_else(key, data):
    instrument = VERSIONS[key]
    answers = data.draw(given_answers(instrument))
    wishes = {q.slug for q in instrument.questions if q.wish is not None}
    with_wishes = follow(instrument, answers)
    without = follow(instrument, {k: v for k, v in answers.items() if k not in wishes})
    told = ("freedom", "offers", "reasons", "human_contact")
    assert [getattr(with_wishes, name) for name in told] == [
        getattr(without, name) for name in told
    ]


@pytest.mark.parametrize("key", VERSIONS, ids=str)
def test_no_rule_stands_on_a_wish_and_none_starts_lower_than_most_freedom(key):
    instrument = VERSIONS[key]
    asked = {q.slug for q in instrument.questions if q.wish is not None}
    assert not asked & {rule.question for rule in instrument.rules}
    assert instrument.starts_at is Freedom.CHECK_INS
