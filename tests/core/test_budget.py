"""A group's freedom budget, and what one more conversation would mean."""

from dataclasses import replace
from datetime import date

import pytest

from staasted.core.axes import Channel
from staasted.core.calendar import Period
from staasted.core.effort import PersonSeen, below_floor, effect_of, freedom_budget, legal_level
from staasted.core.effort.budget import person_measure
from staasted.core.effort.level import PersonOwed
from staasted.core.law import Effort, KnownFact, Length, OfferEvent, RuleBook, Status
from staasted.core.law.condition import Told
from staasted.core.law.kinds import OfferDeadline, RollingCount
from staasted.core.law.standing import AverageOfGroup, Baseline
from staasted.core.law.trial import AlsoCounts, SideCondition, TrialMode
from tests.core.people import (
    CLOCKS,
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    a_person,
    a_rule,
    a_time,
    after,
    rules,
    talks,
)
from tests.core.test_trials import COUNTS, FLOOR, HERE, THERE, a_part, found

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
STATUTORY = AverageOfGroup(Baseline.STATUTORY)
HELD = SideCondition(Length(months=12), STATUTORY, STATUTORY)
PART = a_part(TrialMode.AVERAGE, condition=HELD, counts=COUNTS)
TODAY = after(90)
WINDOW = Period(MONDAY, LAST_DAY)


def seen(*days, person=None, on=TODAY, planned=(), offers=(), known=None, ref="anna", part=PART):
    person = person or a_person(lives_in=HERE)
    told = found(part, person=person, events=talks(*days), on=on, known=known, offers=offers)
    return PersonSeen(ref, person, told, a_book(part), offers, planned)


def a_book(part):
    return RuleBook(rules(), CLOCKS, (part,))


def budget(*people, on=TODAY, effort=Effort.CONVERSATION, part=PART):
    return freedom_budget(people, part, GROUP, YEAR, on=on, effort=effort)


def test_what_is_held_beyond_what_has_grown_by_today_is_in_the_bank():
    found_ = budget(seen(MONDAY, after(30), after(60)))
    grown = 4 * Period(MONDAY, TODAY).days / WINDOW.days
    assert found_.so_far.wanted == pytest.approx(grown)
    assert found_.banked == pytest.approx(3 - grown)
    assert found_.whole.wanted == pytest.approx(4.0)
    assert (found_.planned, found_.forecast) == (0, pytest.approx(-1.0))


def test_times_ahead_in_the_period_are_forecast_and_the_others_are_not():
    planned = (after(-1, TODAY), TODAY, YEAR.last, after(1, YEAR.last))
    found_ = budget(seen(MONDAY, planned=planned))
    assert (found_.planned, found_.forecast) == (2, pytest.approx(1 + 2 - 4))
    left = a_person(a_time(ends_on=after(100)), lives_in=HERE)
    assert budget(seen(MONDAY, planned=(YEAR.last,), person=left)).planned == 0


def test_a_group_is_its_persons_together_and_nobody_from_elsewhere():
    other = seen(MONDAY, ref="bo", person=a_person(lives_in=THERE))
    both = budget(seen(MONDAY), seen(MONDAY, after(9), ref="carl"), other)
    assert (both.so_far.persons, both.so_far.counted) == (2, 3)
    assert both.whole.wanted == pytest.approx(8.0)


def test_somebody_who_left_counts_for_the_days_they_were_there():
    left = a_person(a_time(ends_on=after(29)), lives_in=HERE)
    measure = person_measure(seen(MONDAY, person=left), PART, GROUP, YEAR, YEAR.last)
    assert measure.present == pytest.approx(30 / 365)
    assert measure.required == pytest.approx(0.0, abs=1), "cut short, the law asks for less"
    assert measure.by_law == 1


def test_conversations_outside_the_period_and_before_the_part_are_not_its_own():
    later = replace(PART, from_on=after(20))
    measure = person_measure(seen(MONDAY, after(30)), later, GROUP, YEAR, TODAY)
    assert measure.by_law == 1
    assert person_measure(seen(MONDAY), replace(PART, to_on=after(-1)), GROUP, YEAR, TODAY) is None


def test_somebody_the_law_cannot_be_worked_out_for_has_no_minimum():
    unknown = a_person(a_time(asked=None), lives_in=HERE)
    measure = person_measure(seen(person=unknown), PART, GROUP, YEAR, TODAY)
    assert measure.required is None
    assert budget(seen(person=unknown)).so_far.unknown == 1


def test_only_those_who_take_part_are_held_to_it_and_only_while_they_do():
    asks = replace(PART, when=Told("in_trial"))
    others = seen(MONDAY, after(9), part=asks)
    assert budget(others, part=asks).so_far.persons == 0
    told = {"t": (KnownFact(value=True, first=after(20), last=after(49)),)}
    one = seen(MONDAY, after(30), person=a_person(lives_in=HERE, trials=told), part=asks)
    measure = person_measure(one, asks, GROUP, YEAR, YEAR.last)
    assert (measure.by_law, measure.present) == (1, pytest.approx(30 / 365))


def test_somebody_who_changes_group_takes_what_is_left_of_the_laws_number_along():
    moved = a_person(
        a_time(ends_on=after(59)),
        replace(a_time(group=OTHER_GROUP), first=after(60)),
        lives_in=HERE,
    )
    both = replace(PART, groups=frozenset({GROUP, OTHER_GROUP}))
    told = seen(MONDAY, person=moved, on=after(200), part=both)
    ways = [person_measure(told, both, g, YEAR, YEAR.last) for g in (GROUP, OTHER_GROUP)]
    assert sum(each.required for each in ways) == pytest.approx(4.0, abs=0.05)
    assert sum(each.present for each in ways) <= 1


def test_of_a_cut_last_period_an_observed_level_asks_its_part():
    cut = replace(
        PART,
        to_on=after(29),
        from_on=MONDAY,
        condition=SideCondition(Length(days=60), AverageOfGroup(Baseline.OBSERVED, level=4.0)),
    )
    period = Period(MONDAY, after(29))
    found_ = freedom_budget([seen(MONDAY, part=cut)], cut, GROUP, period, on=after(29))
    assert found_.whole.wanted == pytest.approx(2.0)


def test_weeks_in_an_offer_are_measured_where_the_baseline_is_observed():
    level = AverageOfGroup(Baseline.OBSERVED, level=10.0)
    part = replace(PART, condition=replace(HELD, offers=level))
    offer = (OfferEvent("a", "placement", MONDAY, after(69)),)
    found_ = budget(seen(offers=offer, part=part), part=part, effort=Effort.OFFER, on=YEAR.last)
    assert found_.so_far.counted == pytest.approx(10.0)


def test_offers_begun_are_counted_against_the_offers_the_law_asks_for():
    rule = a_rule("offers", OfferDeadline(Length(days=99)))
    begun = (OfferEvent("a", "placement", after(10)), OfferEvent("b", "placement", None))
    known = (*rules(), rule)
    found_ = budget(seen(offers=begun, known=known), effort=Effort.OFFER)
    assert (found_.so_far.counted, found_.whole.wanted) == (1, pytest.approx(1.0))
    assert found_.planned == 0


def test_what_the_trial_alone_counts_is_taken_up_to_its_part():
    part = replace(PART, counts=replace(COUNTS, most=0.25))
    group = [replace(t, form=next(iter(COUNTS.forms))) for t in talks(after(20), after(40))]
    person = a_person(lives_in=HERE)
    told = found(part, person=person, events=(*talks(MONDAY), *group), on=TODAY)
    found_ = budget(PersonSeen("anna", person, told, a_book(part)), part=part)
    assert (found_.so_far.counted, found_.so_far.over_cap) == (1, 2)
    assert AlsoCounts().most == 1


def test_what_a_trial_adds_is_a_promise_and_no_figure_of_the_laws():
    part = a_part(adds=(FLOOR,))
    part = replace(part, adds=(a_rule("floor", RollingCount(1, 3), line="conversations.floor"),))
    told = found(part, on=after(100))
    person = PersonOwed("anna", GROUP, told.standing, told.obligations)
    assert below_floor([person]) == ("anna",)
    alone = found(on=after(100))
    law = PersonOwed("anna", GROUP, alone.standing, alone.obligations)
    assert below_floor([law]) == ()
    rows = [
        o.rule.id for p in legal_level([person], YEAR, on=after(100)).persons for o in p.numbers
    ]
    assert "floor" not in rows


def thought(day, *held, part=PART, on=None, **told):
    """What one more conversation on a day would mean."""
    person = a_person(lives_in=HERE)
    one = replace(talks(day)[0], ref="planned", **told)
    before = found(part, person=person, events=talks(*held), on=on or day)
    with_it = found(part, person=person, events=(*talks(*held), one), on=on or day)
    return effect_of(before, with_it, "planned")


def test_one_more_conversation_moves_the_duty_it_is_one_of_and_the_next_day():
    first = thought(MONDAY, part=a_part(lifts=frozenset()))
    assert (first.value, first.reason) == (1, "counted")
    assert (first.due_before, first.due_after) == (after(7), LAST_DAY)
    moved = {d.after.rule.id: (d.before.held, d.after.held, d.after.status) for d in first.duties}
    assert moved["first"] == (0, 1, Status.MET)
    assert moved["number"] == (0, 1, Status.OPEN)
    assert all(duty.counts for duty in first.duties)


def test_one_that_does_not_count_says_why_and_moves_nothing():
    letter = thought(after(30), MONDAY, channel=Channel.LETTER)
    assert (letter.value, letter.reason) == (0, "channel_not_allowed")
    assert letter.duties == ()


def test_a_conversation_nobody_thought_of_is_refused():
    before = found(PART)
    with pytest.raises(ValueError, match="is not in the answer"):
        effect_of(before, before, "planned")
