"""What lifts a duty: relief on documents, standing outside the course, illness."""

from dataclasses import replace
from datetime import date

import pytest

from staasted.core.law import (
    DocumentedRelief,
    Effort,
    KnownFact,
    Length,
    Status,
)
from staasted.core.law.condition import Fact, OnOneOf
from staasted.core.law.kinds import CountInWindow, Deadline, OfferDeadline
from staasted.core.law.standing import Lifts, OutsideCourse, Relief
from tests.core.people import (
    CASH,
    GROUP,
    MONDAY,
    OTHER_GROUP,
    SICK,
    WEEK_LATER,
    a_look,
    a_person,
    a_rule,
    a_time,
    after,
    any_road,
    owed,
)

TALKS, OFFERS = Lifts.CONVERSATIONS, Lifts.OFFERS
GROUNDS = frozenset({"ordinary_work", "leave"})
RELIEF = a_rule("relief", Relief(GROUNDS, frozenset({TALKS}), Length(weeks=6)))
FIRST = a_rule("first", Deadline(Length(weeks=1)))
NUMBER = a_rule("number", CountInWindow(4, Length(months=6)))
OFFER = a_rule("offer", OfferDeadline(Length(weeks=1)))
WORK = DocumentedRelief(after(3), after(20), "ordinary_work", after(15))
LATE = after(60)


def found(*reliefs, known=(RELIEF, FIRST, NUMBER, OFFER), days=(), on=LATE, **facts):
    told = {name: (KnownFact(value),) for name, value in facts.items()}
    person = a_person(reliefs=reliefs, facts=told)
    return owed(*days, on=on, person=person, book=any_road(*known))


def lifted(*reliefs, rule="first", **told):
    owed_ = found(*reliefs, **told)[rule]
    return owed_.lifted_by


def test_a_relief_lifts_what_falls_due_while_it_runs_and_leaves_the_rest():
    owed_ = found(WORK)
    first = owed_["first"]
    assert (first.status, first.lifted_by) == (Status.LIFTED, "documented_relief")
    assert (first.required, first.missing, first.due) == (0, 0, WEEK_LATER)
    assert (first.still_owed, first.fulfilled_on) == (False, None)
    number = owed_["number"]
    assert (number.status, number.required, number.lifted_by) == (Status.OPEN, 4, None)


def test_what_was_held_in_time_all_the_same_is_met():
    first = found(WORK, days=(after(5),))["first"]
    assert (first.status, first.required, first.lifted_by) == (Status.MET, 1, None)


@pytest.mark.parametrize(
    ("relief", "holds"),
    [
        (replace(WORK, first=WEEK_LATER), True),
        (replace(WORK, first=after(8)), False),
        (replace(WORK, last=WEEK_LATER), True),
        (replace(WORK, last=after(6)), False),
        (replace(WORK, last=None), True),
        (replace(WORK, starts_on=WEEK_LATER), False),
        (replace(WORK, starts_on=after(8)), True),
        (replace(WORK, starts_on=None), True),
        (replace(WORK, starts_on=after(3 + 42)), True),
        (replace(WORK, starts_on=after(3 + 43)), False),
        (replace(WORK, ground="leave"), True),
        (replace(WORK, ground="holiday"), False),
        (replace(WORK, ground=""), True),
        (replace(WORK, kept=True), False),
    ],
)
def test_a_relief_holds_from_its_documents_to_the_day_before_its_ground(relief, holds):
    assert lifted(relief) == ("documented_relief" if holds else None)


def test_a_relief_without_a_length_may_begin_at_any_time():
    free = a_rule("relief", Relief(GROUNDS, frozenset({TALKS})))
    ahead = replace(WORK, starts_on=after(500))
    assert lifted(ahead, known=(free, FIRST)) == "documented_relief"


def test_a_relief_lifts_only_the_efforts_its_rule_names():
    assert lifted(WORK, rule="offer") is None
    both = a_rule("relief", Relief(GROUNDS, frozenset({TALKS, OFFERS})))
    assert lifted(WORK, rule="offer", known=(both, OFFER)) == "documented_relief"
    attendance = a_rule("relief", Relief(GROUNDS, frozenset({Lifts.ATTENDANCE})))
    assert lifted(WORK, known=(attendance, FIRST)) is None


def test_the_rule_of_a_relief_is_that_of_the_day_it_was_documented():
    later = replace(RELIEF, from_on=after(4))
    assert lifted(WORK, known=(later, FIRST)) is None
    assert lifted(WORK, known=(replace(RELIEF, from_on=after(3)), FIRST)) == "documented_relief"
    others = replace(RELIEF, groups=frozenset({OTHER_GROUP}))
    assert lifted(WORK, known=(others, FIRST)) is None


def test_one_of_several_reliefs_and_rules_is_enough():
    assert lifted(replace(WORK, kept=True), replace(WORK, last=after(1)), WORK) is not None
    offers_only = a_rule("offers", Relief(GROUNDS, frozenset({OFFERS})))
    assert lifted(WORK, known=(offers_only, RELIEF, FIRST)) == "documented_relief"


def test_the_rule_behind_a_relief_is_told_for_an_effort_or_for_any():
    book = any_road(RELIEF)
    look = a_look(on=LATE, person=a_person(reliefs=(WORK,)), book=book)
    assert look.relief_on(GROUP, after(5)) is RELIEF
    assert look.relief_on(GROUP, after(5), Effort.CONVERSATION) is RELIEF
    assert look.relief_on(GROUP, after(5), Effort.OFFER) is None
    assert look.relief_on(OTHER_GROUP, after(5)) is None
    assert look.relief_on(GROUP, after(2)) is None


OUTSIDE = a_rule("outside", OutsideCourse(), when=Fact("in_education"))


def test_outside_the_course_every_duty_that_falls_due_is_lifted():
    told = found(known=(OUTSIDE, FIRST, NUMBER, OFFER), in_education=True)
    assert {o.lifted_by for o in told.values() if o.due <= LATE} == {"outside_course"}
    assert told["number"].status is Status.LIFTED
    inside = found(known=(OUTSIDE, FIRST), in_education=False)
    assert inside["first"].status is Status.BREACH
    assert found(known=(OUTSIDE, FIRST))["first"].status is Status.BREACH
    other = found(known=(OUTSIDE, FIRST), in_something_else=True)
    assert other["first"].status is Status.BREACH


def test_it_is_the_day_a_duty_falls_due_that_decides():
    stretch = (KnownFact(True, first=WEEK_LATER, last=WEEK_LATER),)
    person = a_person(facts={"in_education": stretch})
    told = owed(on=LATE, person=person, book=any_road(OUTSIDE, FIRST, NUMBER))
    assert told["first"].lifted_by == "outside_course"
    assert told["number"].status is Status.OPEN
    version = any_road(replace(OUTSIDE, from_on=after(8)), FIRST)
    assert owed(on=LATE, person=person, book=version)["first"].status is Status.BREACH


def test_the_rule_that_puts_somebody_outside_is_told():
    person = a_person(facts={"in_education": (KnownFact(True),), "so": (KnownFact(False),)})
    other = a_rule("other", OutsideCourse(), when=Fact("so"))
    look = a_look(on=LATE, person=person, book=any_road(other, OUTSIDE))
    assert look.outside_rule(GROUP, LATE) is OUTSIDE
    assert look.outside_rule(OTHER_GROUP, LATE) is None
    assert look.outside_rule(GROUP, after(-1)) is None


def test_what_puts_somebody_outside_is_looked_at_in_their_time_of_that_day():
    times = (a_time(ends_on=after(6)), a_time(WEEK_LATER, benefit=SICK))
    person = a_person(*times, facts={"any": (KnownFact(True),)})
    for benefit, days in ((CASH, [True, False]), (SICK, [False, True])):
        rule = a_rule("on", OutsideCourse(), when=OnOneOf(frozenset({benefit})))
        look = a_look(on=LATE, person=person, book=any_road(rule))
        found = [look.outside_rule(GROUP, day) is rule for day in (after(6), WEEK_LATER)]
        assert found == days


def test_serious_illness_lets_conversations_wait_and_nothing_else():
    told = found(known=(FIRST, OFFER), standby=True)
    assert told["first"].lifted_by == "standby"
    assert told["offer"].status is Status.BREACH
    assert found(known=(FIRST,), standby=False)["first"].status is Status.BREACH


def test_standing_outside_is_told_before_illness_and_relief():
    both = found(WORK, known=(RELIEF, OUTSIDE, FIRST), in_education=True, standby=True)
    assert both["first"].lifted_by == "outside_course"
    ill = found(WORK, known=(RELIEF, FIRST), standby=True)
    assert ill["first"].lifted_by == "standby"


def test_leaving_early_is_met_and_needs_no_lifting():
    person = a_person(a_time(ends_on=date(2025, 2, 6)), reliefs=(replace(WORK, first=MONDAY),))
    first = owed(on=LATE, person=person, book=any_road(RELIEF, FIRST))["first"]
    assert (first.status, first.lifted_by) == (Status.MET, None)
