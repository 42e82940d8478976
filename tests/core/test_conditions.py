"""Conditions: true, false or not known, and then they ask."""

from datetime import date
from itertools import product

import pytest

from staasted.core.axes import Outcome
from staasted.core.law import (
    ContactEvent,
    CountedEvent,
    KnownFact,
    Length,
    Status,
)
from staasted.core.law.condition import (
    Age,
    Answer,
    At,
    Condition,
    Elapsed,
    Fact,
    HeldBefore,
    Of,
    OnOneOf,
    Scene,
    Told,
    Unless,
    WellWithin,
)
from staasted.core.law.connective import All, AnyOf, Not
from staasted.core.law.kinds import CountInWindow, Deadline, LongestInterval, RollingCount
from tests.core.people import (
    ABSENCE,
    CASH,
    GROUP,
    MONDAY,
    SAME,
    SICK,
    a_person,
    a_time,
    after,
    windows,
)

TODAY = after(30)
TOLD = {"so": (KnownFact(True),), "not_so": (KnownFact(False),)}
LATER = {"so": (KnownFact(False, last=after(9)), KnownFact(True, first=after(10)))}
PARTS = {True: Fact("so"), False: Fact("not_so"), None: Fact("asked")}


def says(condition: Condition, *times, clock=SAME, first_day=MONDAY, on=TODAY, held=(), **known):
    """The answer for somebody's last period, as a pair."""
    person = a_person(*times, **known)
    *_, period = clock.periods(person)
    events = tuple(
        CountedEvent(ContactEvent(str(day), day, "plan"), value, "counted") for day, value in held
    )
    found = condition.test(Scene(person, period, first_day, on, events))
    return found.value, found.question


def test_a_fact_is_so_not_so_or_asked_for():
    assert says(Fact("so"), facts=TOLD) == (True, None)
    assert says(Fact("not_so"), facts=TOLD) == (False, None)
    assert says(Fact("not_so", value=False), facts=TOLD) == (True, None)
    assert says(Fact("so", value=False), facts=TOLD) == (False, None)
    assert says(Fact("asked"), facts=TOLD) == (None, "asked")


def test_a_fact_is_looked_at_on_the_windows_first_day_or_today():
    assert says(Fact("so"), facts=LATER) == (False, None)
    assert says(Fact("so", at=At.TODAY), facts=LATER) == (True, None)
    assert says(Fact("so"), facts=LATER, first_day=after(10)) == (True, None)


def test_an_exception_nobody_has_told_of_does_not_apply_and_nothing_is_asked():
    assert says(Unless("asked")) == (True, None)
    assert says(Unless("not_so"), facts=TOLD) == (True, None)
    assert says(Unless("so"), facts=TOLD) == (False, None)
    assert says(Unless("so"), facts=LATER) == (True, None)
    assert says(Unless("so", at=At.TODAY), facts=LATER) == (False, None)


def test_what_nobody_has_told_of_is_not_so_and_nothing_is_asked():
    assert says(Told("asked")) == (False, None)
    assert says(Told("not_so"), facts=TOLD) == (False, None)
    assert says(Told("so"), facts=TOLD) == (True, None)
    assert says(Told("so"), facts=LATER) == (False, None)
    assert says(Told("so", at=At.TODAY), facts=LATER) == (True, None)


@pytest.mark.parametrize(
    ("age", "born", "value"),
    [
        (Age(below=25), date(2000, 2, 4), True),
        (Age(below=25), date(2000, 2, 3), False),
        (Age(least=30), date(1995, 2, 3), True),
        (Age(least=30), date(1995, 2, 4), False),
        (Age(least=25, below=30), date(1995, 2, 4), True),
        (Age(), date(1930, 1, 1), True),
        (Age(), MONDAY, True),
        (Age(below=25, at=At.TODAY), date(2000, 2, 4), False),
    ],
)
def test_an_age_is_at_least_and_below_in_whole_years(age, born, value):
    assert says(age, born_on=born) == (value, None)


def test_an_unknown_birthday_is_asked_for():
    assert says(Age(below=25)) == (None, "born_on")


def test_the_benefit_is_that_of_the_windows_first_day():
    times = (a_time(ends_on=after(9)), a_time(after(10)))
    on_cash = OnOneOf(frozenset({CASH, "benefit:other"}))
    assert says(on_cash, *times) == (True, None)
    assert says(OnOneOf(frozenset({SICK}))) == (False, None)


def test_so_much_has_run_on_a_day_from_and_not_yet_below():
    thirteen, below = Length(weeks=13), Length(weeks=21)

    def ran(day, **ends):
        return says(Elapsed(day, **ends))[0]

    assert ran(after(90), least=thirteen) is False
    assert ran(after(91), least=thirteen) is True
    assert ran(after(146), below=below) is True
    assert ran(after(147), below=below) is False
    assert ran(after(100), least=thirteen, below=below) is True
    assert ran(after(90), least=thirteen, below=below) is False
    assert ran(MONDAY) is True
    assert says(Elapsed(MONDAY, least=thirteen), a_time(asked=None)) == (None, "first_request")


def test_conversations_held_before_a_day_lie_in_the_weeks_before_and_not_on_it():
    day = after(70)
    two = HeldBefore(2, day, 4)
    counted = {n: [(after(n), 1), (after(60), 1)] for n in (41, 42, 69, 70)}
    found = {n: says(two, held=held)[0] for n, held in counted.items()}
    assert found == {41: False, 42: True, 69: True, 70: False}
    assert says(two, held=[(after(50), 1), (after(60), 0)]) == (False, None)


def test_recovery_is_expected_within_a_length_of_the_first_absence():
    condition = WellWithin(Length(end_of_week=8), Of.FIRST_ABSENCE)
    for days, value in ((55, True), (56, False)):
        time = a_time(None, first_absence=MONDAY, expected_well=after(days))
        assert says(condition, time, clock=ABSENCE) == (value, None)
    unsaid = a_time(None, first_absence=MONDAY)
    assert says(condition, unsaid, clock=ABSENCE) == (None, "expected_well")
    unknown = a_time(None, expected_well=after(9))
    assert says(condition, unknown, clock=ABSENCE) == (None, "first_absence")


def test_recovery_within_a_length_of_the_first_conversation_is_open_until_one_is_held():
    condition = WellWithin(Length(weeks=2), Of.FIRST_CONVERSATION)
    time = a_time(None, first_absence=MONDAY, expected_well=after(24))
    asked = (None, "first_conversation")
    assert says(condition, time, clock=ABSENCE) == asked
    assert says(condition, time, clock=ABSENCE, held=[(after(10), 0)]) == asked
    assert says(condition, time, clock=ABSENCE, held=[(after(-1), 1)]) == asked
    first = [(after(20), 1), (after(10), 1)]
    assert says(condition, time, clock=ABSENCE, held=first) == (True, None)
    day_late = a_time(None, first_absence=MONDAY, expected_well=after(25))
    assert says(condition, day_late, clock=ABSENCE, held=first) == (False, None)
    assert says(condition, time, clock=ABSENCE, held=[(after(9), 1)]) == (False, None)
    assert says(condition, time, clock=ABSENCE, held=[(MONDAY, 1)]) == (False, None)


def kleene_and(values):
    return False if False in values else None if None in values else True


def kleene_or(values):
    return True if True in values else None if None in values else False


@pytest.mark.parametrize("values", list(product([True, False, None], repeat=3)))
def test_all_and_any_settle_what_they_can_and_ask_for_the_rest(values):
    parts = tuple(PARTS[value] for value in values)
    every, some = kleene_and(values), kleene_or(values)
    assert says(All(parts), facts=TOLD) == (every, "asked" if every is None else None)
    assert says(AnyOf(parts), facts=TOLD) == (some, "asked" if some is None else None)


def test_the_first_thing_that_is_not_known_is_asked_for():
    parts = (Fact("one"), Fact("two"))
    assert says(All(parts)) == says(AnyOf(parts)) == (None, "one")
    assert says(All((Fact("so"), *parts)), facts=TOLD) == (None, "one")
    assert says(AnyOf((Fact("not_so"), *parts)), facts=TOLD) == (None, "one")


@pytest.mark.parametrize(("value", "opposite"), [(True, False), (False, True), (None, None)])
def test_not_turns_what_is_known_and_keeps_asking(value, opposite):
    question = "asked" if value is None else None
    assert says(Not(PARTS[value]), facts=TOLD) == (opposite, question)


def test_nothing_at_all_is_true_of_everybody_and_some_of_it_of_nobody():
    assert says(All(())) == (True, None)
    assert says(AnyOf(())) == (False, None)
    assert Answer(value=True).question is None


KINDS = [
    CountInWindow(2, Length(weeks=4)),
    Deadline(Length(weeks=4)),
    LongestInterval(Length(weeks=4), clock="same_benefit"),
    RollingCount(1, 3),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_a_rule_binds_asks_or_says_nothing_as_its_condition_does(kind):
    on = after(10)

    def found(condition, **known):
        return windows(kind, on=on, when=condition, person=a_person(**known))

    (bound,) = found(Fact("so"), facts=TOLD)
    assert (bound.status, bound.group) == (Status.OPEN, GROUP)
    assert found(Fact("not_so"), facts=TOLD) == []
    (unknown,) = found(Fact("asked"))
    assert (unknown.status, unknown.question) == (Status.UNKNOWN, "asked")
    assert (unknown.group, unknown.due, unknown.required) == (GROUP, None, None)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_a_day_that_is_not_known_is_asked_for_only_where_the_rule_may_bind(kind):
    nobody = a_time(asked=None)

    def found(condition=None, time=nobody, **rule):
        person = a_person(time, facts=TOLD)
        told = windows(kind, on=after(10), when=condition, person=person, **rule)
        return [(o.status.value, o.question) for o in told]

    assert found() == [("unknown", "first_request")]
    assert found(Fact("so")) == [("unknown", "first_request")]
    assert found(Fact("asked")) == [("unknown", "first_request")]
    assert found(Fact("not_so")) == []
    assert found(from_on=after(1), to_on=None) == []
    assert found(to_on=after(-1)) == []


def test_what_was_not_held_is_nothing_a_condition_sees():
    missed = ContactEvent("0", after(3), "plan", outcome=Outcome.NOT_MET)
    when = HeldBefore(1, after(20), 4)
    kind = Deadline(Length(weeks=1))
    assert windows(kind, missed, on=after(20), when=when) == []
    (found,) = windows(kind, after(3), on=after(20), when=when)
    assert found.status is Status.MET
