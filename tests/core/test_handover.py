"""Who bears the duties: the fund first, and the municipality from the month after."""

from datetime import date

import pytest

from staasted.core.axes import ConversationForm, Holder
from staasted.core.law import Bearer, ContactEvent, Edge, KnownFact, Length, Status, next_due
from staasted.core.law.condition import Age, Fact, OnOneOf
from staasted.core.law.kinds import ByNeed, CountInWindow, Deadline, JointConversation
from staasted.core.law.look import HandOver
from staasted.core.law.standing import DutyBearer
from tests.core.people import (
    CASH,
    GROUP,
    MONDAY,
    a_look,
    a_person,
    a_rule,
    a_time,
    after,
    any_road,
    owed,
)

FUND, OURS = Bearer.UNEMPLOYMENT_FUND, Bearer.MUNICIPALITY
FIRST = date(2025, 2, 1)
BEARER = a_rule("bearer", DutyBearer(FUND, OURS, hours={"full": 410, "part": 333}))
FROM_THE_START = a_rule("ours", DutyBearer(OURS, OURS))


def over(*known, person=None, on=date(2025, 9, 1)):
    """Who bears the duties of somebody's newest time."""
    person = person or a_person(a_time(FIRST))
    look = a_look(on=on, person=person, book=any_road(*known))
    return look.handover(person.times[-1])


def hours(*each, insured="full"):
    told = tuple((date(2025, 2 + n, 1), number) for n, number in enumerate(each))
    return a_person(a_time(FIRST), hours=told, insured=insured)


@pytest.mark.parametrize(
    ("person", "until", "forecast"),
    [
        (hours(160.33, 160.33, 89.34), date(2025, 4, 30), False),
        (hours(160.33, 160.33, 89.33), date(2025, 5, 31), True),
        (hours(130.0, 130.0, 73.0, insured="part"), date(2025, 4, 30), False),
        (hours(130.0, 130.0, 72.99, insured="part"), date(2025, 5, 31), True),
        (hours(160.33, 160.33, 89.34, insured=""), date(2025, 4, 30), False),
        (a_person(a_time(FIRST)), date(2025, 4, 30), True),
        (a_person(a_time(FIRST, transferred=date(2025, 6, 1))), date(2025, 5, 31), False),
    ],
)
def test_the_fund_has_the_month_its_hours_are_reached_in(person, until, forecast):
    assert over(BEARER, person=person) == HandOver(BEARER, until, forecast)


def test_a_registered_day_of_transfer_goes_before_the_hours():
    told = ((FIRST, 410.0),)
    person = a_person(a_time(FIRST, transferred=date(2025, 7, 15)), hours=told)
    assert over(BEARER, person=person) == HandOver(BEARER, date(2025, 7, 14), forecast=False)


def test_without_hours_in_the_rule_the_months_are_a_forecast():
    rule = a_rule("bearer", DutyBearer(FUND, OURS))
    assert over(rule) == HandOver(rule, date(2025, 5, 1), forecast=True)
    half = a_rule("bearer", DutyBearer(FUND, OURS, forecast=Length(months=6)))
    assert over(half) == HandOver(half, date(2025, 8, 1), forecast=True)
    part_only = a_rule("bearer", DutyBearer(FUND, OURS, hours={"part": 333}))
    assert over(part_only) == HandOver(part_only, date(2025, 5, 1), forecast=True)


def test_where_the_municipality_is_first_nobody_hands_over():
    assert over(FROM_THE_START) == HandOver(FROM_THE_START)
    assert over() == HandOver()


def test_who_bears_it_is_asked_for_until_a_rule_is_known_to_bind():
    young = a_rule("young", DutyBearer(OURS, OURS), when=Fact("young"))
    other = a_rule("other", DutyBearer(FUND, OURS), when=Fact("not_young"))
    assert over(young, other) == HandOver(question="young")
    known = a_person(a_time(FIRST), facts={"not_young": (KnownFact(True),)})
    assert over(young, other, person=known).rule is other
    no = a_person(a_time(FIRST), facts={"young": (KnownFact(False),)})
    assert over(young, other, person=no) == HandOver(question="not_young")
    neither = {"young": (KnownFact(False),), "not_young": (KnownFact(False),)}
    assert over(young, other, person=a_person(a_time(FIRST), facts=neither)) == HandOver()


def test_who_bears_it_is_looked_at_on_the_first_day_of_the_time():
    rule = a_rule("bearer", DutyBearer(FUND, OURS), when=OnOneOf(frozenset({CASH})))
    assert over(rule).rule is rule
    young = a_rule("bearer", DutyBearer(FUND, OURS), when=Age(below=25))
    assert over(young, person=a_person(a_time(FIRST), born_on=date(2000, 2, 2))).rule is young
    assert (
        over(young, person=a_person(a_time(FIRST), born_on=FIRST.replace(year=2000))).rule is None
    )


def test_the_bearer_is_that_of_the_first_day_of_the_time():
    later = a_rule("bearer", DutyBearer(FUND, OURS), from_on=date(2025, 2, 2))
    assert over(later) == HandOver()


def test_who_bears_what_comes_up_on_a_day():
    look = a_look(on=date(2025, 9, 1), person=a_person(a_time(FIRST)), book=any_road(BEARER))
    (time,) = look.person.times
    last, day_after = date(2025, 4, 30), date(2025, 5, 1)
    assert [look.bears(FUND, time, day) for day in (last, day_after)] == [True, False]
    assert [look.bears(OURS, time, day) for day in (last, day_after)] == [False, True]


def test_while_nobody_knows_who_bears_it_both_do_and_without_the_fund_only_one():
    asked = any_road(a_rule("b", DutyBearer(FUND, OURS), when=Fact("young")))
    look = a_look(on=MONDAY, book=asked)
    (time,) = look.person.times
    assert [look.bears(bearer, time, MONDAY) for bearer in (FUND, OURS)] == [True, True]
    ours = a_look(on=MONDAY, book=any_road(FROM_THE_START))
    assert [ours.bears(bearer, time, MONDAY) for bearer in (FUND, OURS)] == [False, True]


FUNDS = a_rule("funds", CountInWindow(3, Edge.HANDOVER, clock="plain"), bearer=FUND)
NEXT = CountInWindow(3, Length(months=6), clock="plain", opens=Edge.HANDOVER)
MUNICIPALS = a_rule("municipals", NEXT)


def windows(*known, on=date(2025, 9, 1), person=None, days=()):
    person = person or a_person(a_time(FIRST))
    found = owed(*days, on=on, person=person, book=any_road(*known))
    return {rule: (o.window.first, o.window.last, o.approximate) for rule, o in found.items()}


def test_the_funds_window_ends_with_its_months_and_the_municipalitys_begins_there():
    assert windows(BEARER, FUNDS, MUNICIPALS) == {
        "funds": (FIRST, date(2025, 4, 30), True),
        "municipals": (date(2025, 5, 1), date(2025, 8, 1), True),
    }
    known = a_person(a_time(FIRST, transferred=date(2025, 6, 1)))
    assert windows(BEARER, FUNDS, MUNICIPALS, person=known) == {
        "funds": (FIRST, date(2025, 5, 31), False),
        "municipals": (date(2025, 6, 1), date(2025, 8, 1), False),
    }


def test_a_window_that_has_not_opened_is_not_owed_yet():
    assert set(windows(BEARER, FUNDS, MUNICIPALS, on=date(2025, 4, 30))) == {"funds"}
    assert set(windows(BEARER, FUNDS, MUNICIPALS, on=date(2025, 5, 1))) == {"funds", "municipals"}


def test_where_the_municipality_has_it_from_the_start_the_fund_owes_nothing():
    assert windows(FROM_THE_START, FUNDS, MUNICIPALS) == {
        "municipals": (FIRST, date(2025, 8, 1), False)
    }


def test_a_hand_over_after_the_window_leaves_none():
    late = a_person(a_time(FIRST, transferred=date(2025, 8, 2)))
    assert set(windows(BEARER, FUNDS, MUNICIPALS, person=late)) == {"funds"}
    on_it = a_person(a_time(FIRST, transferred=date(2025, 8, 1)))
    found = windows(BEARER, MUNICIPALS, person=on_it)
    assert found == {"municipals": (date(2025, 8, 1), date(2025, 8, 1), False)}


def test_a_hand_over_nobody_knows_of_is_asked_for_on_either_side():
    asking = a_rule("bearer", DutyBearer(FUND, OURS), when=Fact("young"))
    joint = a_rule("joint", JointConversation(Edge.HANDOVER, clock="plain"))
    by = a_rule("by", Deadline(Edge.HANDOVER, clock="plain"))
    found = owed(
        on=date(2025, 9, 1),
        person=a_person(a_time(FIRST)),
        book=any_road(asking, FUNDS, MUNICIPALS, joint, by),
    )
    told = {rule: (o.status, o.question, o.due, o.group) for rule, o in found.items()}
    asked = (Status.UNKNOWN, "young", None, GROUP)
    assert told == dict.fromkeys(("by", "funds", "joint", "municipals"), asked)


def test_a_hand_over_is_asked_for_only_where_the_rule_may_bind():
    asking = a_rule("bearer", DutyBearer(FUND, OURS), when=Fact("young"))

    def asked(**rule):
        known = a_person(a_time(FIRST), facts={"no": (KnownFact(False),)})
        funds = a_rule("funds", FUNDS.kind, **rule)
        return set(owed(on=date(2025, 9, 1), person=known, book=any_road(asking, funds)))

    assert asked() == {"funds"}
    assert asked(when=Fact("no")) == set()
    assert asked(when=Fact("unsaid")) == {"funds"}
    assert asked(to_on=date(2025, 1, 31)) == set()
    assert asked(from_on=date(2025, 2, 2)) == set()


def test_a_deadline_by_the_hand_over_is_due_on_the_funds_last_day():
    by = a_rule("by", Deadline(Edge.HANDOVER, clock="plain"), bearer=FUND)
    found = owed(on=date(2025, 3, 1), person=a_person(a_time(FIRST)), book=any_road(BEARER, by))
    assert (found["by"].due, found["by"].approximate) == (date(2025, 4, 30), True)
    none = owed(on=date(2025, 3, 1), person=a_person(a_time(FIRST)), book=any_road(by))
    assert none == {}


def test_an_event_of_the_funds_months_is_the_funds():
    kind = Deadline(Length(weeks=1), clock="notice")
    rules = (a_rule("fund", kind, bearer=FUND), a_rule("ours", kind))
    person = a_person(a_time(FIRST), days={"notice": (date(2025, 4, 30), date(2025, 5, 1))})
    look = owed(on=date(2025, 9, 1), person=person, book=any_road(BEARER, *rules))
    assert {rule: o.due for rule, o in look.items()} == {
        "fund": date(2025, 5, 7),
        "ours": date(2025, 5, 8),
    }
    assert next_due(look.values()) == date(2025, 5, 8)


def test_what_stands_by_need_stands_for_the_one_who_bears_it_today():
    rules = (a_rule("fund", ByNeed(), bearer=FUND), a_rule("ours", ByNeed()))
    book = any_road(BEARER, *rules)
    person = a_person(a_time(FIRST))
    assert set(owed(on=date(2025, 4, 30), person=person, book=book)) == {"fund"}
    assert set(owed(on=date(2025, 5, 1), person=person, book=book)) == {"ours"}


def test_the_funds_number_counts_the_funds_conversations_alone():
    fund = Holder.UNEMPLOYMENT_FUND
    talks = (
        ContactEvent("a", after(5), "plan", held_by=fund),
        ContactEvent("b", after(15), "plan"),
        ContactEvent("c", after(25), "plan", ConversationForm.JOINT),
        ContactEvent("d", after(35), "availability", held_by=fund),
    )
    found = owed(
        *talks,
        on=date(2025, 9, 1),
        person=a_person(a_time(FIRST)),
        book=any_road(
            BEARER,
            FUNDS,
            a_rule("mine", CountInWindow(3, Length(months=3), clock="plain")),
        ),
    )
    assert (found["funds"].held, found["mine"].held) == (2, 2)
