"""Everything the rules say about one person on one day."""

from dataclasses import replace
from datetime import date

import pytest

from staasted.core.effort import Standing, answer, stand
from staasted.core.law import (
    Bearer,
    BookedBy,
    ContactEvent,
    DocumentedRelief,
    HandOver,
    KnownFact,
    OfferEvent,
    Status,
)
from staasted.core.law.condition import Fact
from staasted.core.law.kinds import ByNeed, OfferDeadline
from staasted.core.law.length import Length
from staasted.core.law.standing import DutyBearer, Lifts, OutsideCourse, Relief
from tests.core.people import (
    ANY_CHANNEL,
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    WEEK_LATER,
    a_book,
    a_person,
    a_rule,
    a_time,
    after,
    rules,
    talks,
)

TODAY = after(2)
FUND, OURS = Bearer.UNEMPLOYMENT_FUND, Bearer.MUNICIPALITY
BEARER = a_rule("bearer", DutyBearer(FUND, OURS))
OUTSIDE = a_rule("outside", OutsideCourse(), when=Fact("in_education"))


def said(*known, events=(), on=TODAY, offers=(), person=None):
    book, person = a_book(*rules(), *known), person or a_person()
    found = answer(book=book, person=person, events=events, offers=offers, on=on)
    told = stand(book=book, person=person, events=events, on=on)
    assert told == (found.group, found.standing, found.events, found.relieved)
    return found


def test_an_answer_holds_what_is_owed_counted_and_arranged():
    found = said(a_rule("need", ByNeed()), events=talks(after(1), after(5)))
    assert (found.on, found.group, found.standing) == (after(2), GROUP, Standing.IN_COURSE)
    assert [(e.event.on, e.value) for e in found.events] == [(after(1), 1), (after(5), 1)]
    assert [o.rule.id for o in found.numbered] == ["first", "number"]
    assert [o.rule.id for o in found.rights] == ["need"]
    assert [o.rule.id for o in found.obligations] == ["first", "number", "need"]
    assert (found.due, found.first_held, found.relieved) == (LAST_DAY, True, False)
    assert (found.channels.channels, found.arrangement.by) == (ANY_CHANNEL, BookedBy.SELF_BOOKING)
    assert (found.bearer, found.handover) == (OURS, HandOver())


def test_the_first_lies_behind_only_once_it_has_been_held():
    found = said(events=talks(after(3)))
    assert (found.first_held, found.arrangement.by, found.due) == (
        False,
        BookedBy.SUMMONS,
        WEEK_LATER,
    )
    assert said(events=talks(after(3)), on=after(3)).first_held
    assert len(found.channels.channels) == 1


def test_offers_are_looked_at_too():
    found = said(
        a_rule("offer", OfferDeadline(Length(weeks=8))),
        offers=(OfferEvent("0", "k", after(1)),),
    )
    (offer,) = [o for o in found.obligations if o.rule.id == "offer"]
    assert offer.status is Status.MET


def test_somebody_on_no_benefit_keeps_what_was_owed_and_has_nothing_arranged():
    gone = a_person(a_time(ends_on=after(20)))
    found = said(person=gone, events=talks(after(1)), on=after(30))
    assert (found.group, found.standing) == ("", Standing.NOT_ON_BENEFIT)
    assert [o.rule.id for o in found.obligations] == ["first", "number"]
    assert (found.channels.channels, found.channels.rule) == (frozenset(), None)
    assert (found.arrangement.by, found.arrangement.rule) == (None, None)
    assert (found.handover, found.first_held, found.relieved) == (HandOver(), False, False)
    assert len(found.events) == 1


@pytest.mark.parametrize(
    ("facts", "standing"),
    [({"in_education": True}, Standing.OUTSIDE_COURSE), ({}, Standing.IN_COURSE)],
)
def test_outside_the_course_while_the_condition_is_known_to_be_true(facts, standing):
    told = {name: (KnownFact(value),) for name, value in facts.items()}
    assert said(OUTSIDE, person=a_person(facts=told)).standing is standing


def test_in_the_funds_months_the_fund_bears_the_duties():
    time = a_time(transferred=after(10))
    last, day_after = (said(BEARER, person=a_person(time), on=after(n)) for n in (9, 10))
    assert (last.standing, last.bearer) == (Standing.FUND_MONTHS, FUND)
    assert last.handover.fund_until == after(9)
    assert (day_after.standing, day_after.bearer) == (Standing.IN_COURSE, OURS)


def test_while_the_bearer_is_not_known_the_standing_is_not_either():
    asks = replace(BEARER, when=Fact("young"))
    found = said(asks)
    assert (found.standing, found.bearer, found.handover.question) == (
        Standing.NOT_KNOWN,
        None,
        "young",
    )


def test_a_group_without_a_course_has_none():
    found = said(person=a_person(a_time(group=OTHER_GROUP)))
    assert (found.standing, found.group) == (Standing.NO_COURSE, OTHER_GROUP)
    after_the_version = said(on=date(2026, 7, 1))
    assert after_the_version.standing is Standing.NO_COURSE


def test_a_group_changed_on_a_day_nobody_knows_is_todays():
    changed = replace(a_time(), group_now=OTHER_GROUP)
    found = said(person=a_person(changed))
    assert (found.group, found.standing) == (OTHER_GROUP, Standing.NO_COURSE)
    assert found.arrangement.by is None
    unknown = said(person=a_person(a_time(group="")))
    assert (unknown.group, unknown.standing) == ("", Standing.NOT_KNOWN)


def test_somebody_is_relieved_while_a_relief_of_conversations_holds():
    person = a_person(reliefs=(DocumentedRelief(MONDAY, after(5), "work"),))

    def relieved(lifts, on):
        rule = a_rule("relief", Relief(frozenset({"work"}), frozenset({lifts})))
        return said(rule, person=person, on=on).relieved

    assert relieved(Lifts.CONVERSATIONS, after(5))
    assert not relieved(Lifts.CONVERSATIONS, after(6))
    assert not relieved(Lifts.OFFERS, after(5))


def test_without_conversations_or_offers_the_answer_is_the_same_as_with_none():
    book = a_book()
    assert answer(book=book, person=a_person(), on=after(2)) == said_by(book)


def said_by(book):
    events: tuple[ContactEvent, ...] = ()
    return answer(book=book, person=a_person(), events=events, offers=(), on=after(2))
