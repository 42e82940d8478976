"""A share of a cohort: who is in it, how many are needed, and how many may be exempted."""

from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import Period
from staasted.core.effort import (
    CohortMember,
    PersonOwed,
    Standing,
    Verdict,
    cohort,
    legal_level,
    share_level,
)
from staasted.core.effort.share import number_of
from staasted.core.law import (
    Bearer,
    DocumentedRelief,
    Length,
    OfferEvent,
    ShareExemption,
    Status,
)
from staasted.core.law.kinds import CountInWindow, Deadline, OfferDeadline, ShareOfCohort
from staasted.core.law.standing import Lifts, Relief
from tests.core.people import (
    GROUP,
    MONDAY,
    OTHER_GROUP,
    a_person,
    a_rule,
    a_time,
    after,
    any_road,
    owed,
)

TWO = ShareOfCohort(0.75, CountInWindow(2, Length(months=3)))
DUE = date(2025, 5, 3)
RULE = a_rule("share", TWO)
LIFT = a_rule("lift", Relief(frozenset({"work"}), frozenset({Lifts.CONVERSATIONS})))
SPRING = Period(date(2025, 1, 1), date(2025, 6, 30))
HELD = (after(3), after(40))


def members(reached=0, exempted=0, neither=0, both=0):
    told = [(True, False)] * reached + [(False, True)] * exempted
    told += [(False, False)] * neither + [(True, True)] * both
    return [CohortMember(str(n), GROUP, *each) for n, each in enumerate(told)]


@pytest.mark.parametrize(
    ("reached", "exempted", "neither", "needed", "room", "verdict"),
    [
        (75, 20, 5, 75, 5, Verdict.MET),
        (74, 20, 6, 75, 5, Verdict.UNMET),
        (75, 25, 0, 75, 0, Verdict.MET),
        (70, 30, 0, 75, -5, Verdict.UNMET),
        (0, 0, 1, 1, 0, Verdict.UNMET),
        (1, 0, 0, 1, 0, Verdict.MET),
        (3, 0, 0, 3, 0, Verdict.MET),
        (3, 0, 1, 3, 1, Verdict.MET),
    ],
)
def test_three_of_four_are_needed_and_the_rest_may_be_exempted(
    reached, exempted, neither, needed, room, verdict
):
    found = share_level(members(reached, exempted, neither), 0.75)
    assert (found.n, found.needed, found.reached) == (reached + exempted + neither, needed, reached)
    assert (found.exempted, found.room, found.verdict) == (exempted, room, verdict)
    assert len(found.breaches) == neither


def test_nobody_in_a_cohort_is_neither_met_nor_not():
    found = share_level([], 0.75)
    assert (found.n, found.needed, found.room, found.verdict) == (0, 0, 0, Verdict.NO_COHORT)


def test_those_neither_reached_nor_exempted_are_named_also_when_the_share_is_met():
    found = share_level(members(reached=4, neither=1), 0.75)
    assert (found.verdict, found.breaches) == (Verdict.MET, ("4",))


def test_somebody_exempted_who_was_reached_all_the_same_is_reached():
    found = share_level(members(reached=2, both=1), 0.75)
    assert (found.reached, found.exempted, found.breaches) == (3, 0, ())


@given(st.integers(0, 400), st.integers(1, 100))
def test_the_number_needed_is_the_share_rounded_up_exactly(n, percent):
    found = share_level(members(neither=n), percent / 100)
    assert found.needed == ceil(Fraction(percent, 100) * n)


def somebody(ref, *days, on=DUE, person=None, rule=RULE, offers=()):
    book = any_road(rule, LIFT)
    found = owed(*days, on=on, person=person or a_person(), book=book, offers=offers)
    return PersonOwed(ref, GROUP, Standing.IN_COURSE, tuple(found.values()))


def gathered(people, on=DUE, period=SPRING, rule=RULE, group=None):
    told = [(each.ref, each.group, each.obligations) for each in people]
    found = cohort(told, [rule], period, on=on, group=group)
    return {m.ref: (m.reached, m.exempted) for m in found}


EXEMPTED = a_person(exemptions=(ShareExemption(MONDAY, after(200)),))
RELIEVED = a_person(reliefs=(DocumentedRelief(MONDAY, None, "work"),))
LEFT = a_person(a_time(ends_on=after(60)))


def test_a_cohort_leaves_out_those_who_left_and_those_with_relief():
    people = [
        somebody("reached", *HELD),
        somebody("neither", HELD[0]),
        somebody("exempted", HELD[0], person=EXEMPTED),
        somebody("relieved", person=RELIEVED),
        somebody("left", person=LEFT),
    ]
    assert gathered(people) == {
        "reached": (True, False),
        "neither": (False, False),
        "exempted": (False, True),
    }
    assert gathered(people, group=OTHER_GROUP) == {}
    assert set(gathered(people, group=GROUP)) == {"reached", "neither", "exempted"}


def test_a_window_is_in_the_cohort_of_the_period_it_closes_in_once_it_has():
    people = [somebody("anna", *HELD)]
    assert gathered(people, on=after(-1, DUE)) == {}
    assert gathered(people, period=Period(MONDAY, after(-1, DUE))) == {}
    assert gathered(people, period=Period(DUE, DUE)) == {"anna": (True, False)}
    assert gathered(people, rule=LIFT) == {}


def test_an_exemption_takes_away_what_is_owed_and_not_what_was_reached():
    exempted = somebody("anna", HELD[0], person=EXEMPTED).obligations[0]
    assert (exempted.status, exempted.lifted_by) == (Status.LIFTED, "share_exemption")
    assert (exempted.required, exempted.held, exempted.still_owed) == (0, 1, False)
    held = somebody("anna", *HELD, person=EXEMPTED).obligations[0]
    assert (held.status, held.required, held.lifted_by) == (Status.MET, 2, None)


@pytest.mark.parametrize(
    ("exemption", "on", "lifted"),
    [
        (ShareExemption(MONDAY), DUE, True),
        (ShareExemption(DUE), after(20, DUE), True),
        (ShareExemption(after(1, DUE)), after(20, DUE), False),
        (ShareExemption(MONDAY, DUE), after(20, DUE), False),
        (ShareExemption(MONDAY, after(1, DUE)), after(20, DUE), True),
        (ShareExemption(after(10)), after(9), False),
        (ShareExemption(after(10), after(20)), after(10), True),
        (ShareExemption(after(10), after(20)), after(19), True),
        (ShareExemption(after(10), after(20)), after(20), False),
        (ShareExemption(MONDAY, bearer=Bearer.UNEMPLOYMENT_FUND), DUE, False),
    ],
)
def test_an_exemption_holds_from_its_day_to_the_day_it_is_looked_at_again(exemption, on, lifted):
    person = a_person(exemptions=(exemption,))
    (found,) = somebody("anna", on=on, person=person).obligations
    expected = "open" if on <= DUE else "breach"
    assert found.status.value == ("lifted" if lifted else expected)
    assert found.required == (0 if lifted else 2)


def test_the_number_one_person_must_have_is_the_windows_own_and_one_for_an_offer():
    assert number_of(RULE) == 2
    offers = ShareOfCohort(0.8, OfferDeadline(Length(weeks=8)))
    assert number_of(a_rule("o", offers)) == 1
    assert number_of(a_rule("d", Deadline(Length(weeks=1)))) == 1


def test_offers_are_reached_by_one_that_began():
    rule = a_rule("offers", ShareOfCohort(0.8, OfferDeadline(Length(weeks=8))))
    begun = (OfferEvent("0", "placement", after(20)),)
    people = [somebody("anna", rule=rule, offers=begun), somebody("bo", rule=rule)]
    assert gathered(people, rule=rule) == {"anna": (True, False), "bo": (False, False)}


def level(people, on):
    return legal_level(people, SPRING, on=on)


def test_a_level_tells_the_cohorts_that_have_closed_and_forecasts_until_one_has():
    on = after(-1, DUE)
    before = level([somebody("a", *HELD, on=on), somebody("b", on=on)], on)
    (share,) = before.shares
    assert (share.rule, share.forecast, share.n, share.needed) == (RULE, True, 2, 2)
    (share,) = level([somebody("a", *HELD), somebody("b")], DUE).shares
    assert (share.forecast, share.n, share.reached) == (False, 2, 1)
    assert share.breaches == ("b",)


def test_a_forecast_takes_windows_that_close_after_the_period_too():
    later = a_person(a_time(asked=date(2025, 5, 5)))
    (share,) = level([somebody("a", on=date(2025, 6, 1), person=later)], date(2025, 6, 1)).shares
    assert (share.forecast, share.n, share.needed, share.room) == (True, 1, 1, 0)


def test_a_group_is_on_its_level_when_its_share_is_met_and_nothing_else_lacks():
    met = [somebody(str(n), *HELD) for n in range(3)]
    (row,) = level([*met, somebody("bo")], DUE).groups
    assert (row.persons_met, row.persons_bound, row.on_level) == (3, 4, True)
    (row,) = level([*met[:2], somebody("bo"), somebody("carl")], DUE).groups
    assert row.on_level is False
    first = a_rule("first", Deadline(Length(weeks=1)))
    book = any_road(RULE, first)
    late = owed(after(8), after(40), on=DUE, book=book)
    people = [*met, PersonOwed("late", GROUP, Standing.IN_COURSE, tuple(late.values()))]
    (row,) = level(people, DUE).groups
    assert (row.lacking_outside_share, row.on_level) == (1, False)


def test_rules_with_the_same_word_are_one_cohort():
    near = a_rule("a", ShareOfCohort(0.75, TWO.of, "near"))
    other = a_rule("b", ShareOfCohort(0.75, TWO.of, "near"))
    people = [somebody("anna", *HELD, rule=near), somebody("bo", rule=other)]
    (share,) = level(people, DUE).shares
    assert (share.key, share.rule, share.n, share.reached) == ("near", near, 2, 1)
    alone = [somebody("anna", *HELD, rule=near), somebody("bo", rule=RULE)]
    assert [(s.key, s.n) for s in level(alone, DUE).shares] == [("near", 1), ("share", 1)]


def test_the_room_is_the_whole_periods_also_when_a_few_have_closed():
    later = a_person(a_time(asked=after(10)))
    people = [somebody("anna", *HELD)]
    people += [somebody(str(n), person=later) for n in range(7)]
    (share,) = level(people, DUE).shares
    assert (share.forecast, share.n, share.needed, share.room) == (False, 1, 1, 2)


def test_a_forecast_puts_nobody_on_their_level():
    on = after(-1, DUE)
    people = [somebody("anna", *HELD, on=on), somebody("bo", on=on)]
    (row,) = level(people, on).groups
    assert row.shares[0].forecast
    assert (row.persons_met, row.persons_bound, row.on_level) == (1, 2, False)
