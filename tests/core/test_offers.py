"""Offers: begun in time, not too short, not too long, and not too long without one."""

from dataclasses import replace

import pytest

from staasted.core.law import Accumulated, Effort, Length, OfferEvent, Status
from staasted.core.law.condition import Fact
from staasted.core.law.kinds import (
    LongestOfferGap,
    OfferDeadline,
)
from tests.core.people import (
    GROUP,
    MONDAY,
    OTHER_GROUP,
    a_person,
    a_time,
    after,
    shown,
    windows,
)

DUE = after(16)
"""A Wednesday."""
TODAY = after(40)
KIND = OfferDeadline(Length(days=16))
PLACED = OfferEvent("a", "placement", after(10))


def one(kind, *offers, on=TODAY, person=None):
    """The one window of a deadline for an offer."""
    (found,) = windows(kind, on=on, person=person, offers=offers)
    return found


def status(kind, *offers, on=TODAY):
    return one(kind, *offers, on=on).status


def test_an_offer_begins_at_the_latest_on_the_due_day():
    met = one(KIND, replace(PLACED, first=DUE))
    assert (met.status, met.due, met.required) == (Status.MET, DUE, 1)
    assert (met.effort, met.timed, met.fulfilled_on) == (Effort.OFFER, True, DUE)
    assert (met.still_owed, met.readings, met.group) == (False, (), GROUP)
    assert [offer.ref for offer in met.offers] == ["a"]
    late = one(KIND, replace(PLACED, first=after(17)))
    assert (late.status, late.held, late.fulfilled_on) == (Status.BREACH, 0, after(17))
    assert late.still_owed is False
    none = one(KIND)
    assert (none.status, none.still_owed, none.fulfilled_on) == (Status.BREACH, True, None)
    assert one(KIND, on=DUE).status is Status.OPEN


def test_what_has_not_begun_by_today_counts_for_nothing():
    assert status(KIND, PLACED, on=after(9)) is Status.OPEN
    assert status(KIND, PLACED, on=after(10)) is Status.MET
    assert one(KIND, replace(PLACED, first=None, granted_on=MONDAY)).offers == ()
    assert status(KIND, replace(PLACED, first=after(-1))) is Status.BREACH
    assert status(KIND, replace(PLACED, first=MONDAY)) is Status.MET


def test_only_one_is_asked_for_and_the_first_is_told():
    found = one(KIND, PLACED, replace(PLACED, ref="b", first=after(5)))
    assert (found.held, found.fulfilled_on) == (1, after(5))
    assert [offer.ref for offer in found.offers] == ["a", "b"]


def test_some_kinds_count_and_some_do_not():
    only = replace(KIND, kinds=frozenset({"placement", "subsidy"}))
    assert status(only, PLACED) is Status.MET
    assert status(only, replace(PLACED, kind="course")) is Status.BREACH
    but = replace(KIND, not_kinds=frozenset({"course"}))
    assert status(but, PLACED) is Status.MET
    assert status(but, replace(PLACED, kind="course")) is Status.BREACH
    neither = replace(only, not_kinds=frozenset({"placement"}))
    assert status(neither, PLACED) is Status.BREACH


@pytest.mark.parametrize(
    ("last", "on", "met"),
    [
        (after(23), after(40), True),
        (after(16), after(40), False),
        (after(17), after(40), True),
        (after(16), after(15), True),
        (after(16), after(16), False),
        (None, after(11), True),
    ],
)
def test_an_offer_that_has_ended_is_long_enough_or_it_was_none(last, on, met):
    two_weeks = replace(KIND, min_weeks=2)
    found = one(two_weeks, replace(PLACED, last=last), on=on)
    assert (found.status is Status.MET) is met


def test_a_week_begun_is_a_week_and_what_has_not_begun_is_none():
    assert [replace(PLACED, last=after(10 + n)).weeks(after(99)) for n in (0, 6, 7, 13)] == [
        1,
        1,
        2,
        2,
    ]
    assert [PLACED.weeks(after(n)) for n in (9, 10, 16, 17)] == [0, 1, 1, 2]
    assert replace(PLACED, last=after(99)).weeks(after(16)) == 1, "weeks ahead are not used"
    assert replace(PLACED, last=after(2)).weeks(after(30)) == 0
    assert replace(PLACED, first=None).weeks(after(30)) == 0


def test_the_calendar_week_of_the_due_day_is_in_time_and_the_laws_day_is_shown():
    week = replace(KIND, whole_week=True)
    found = one(week, on=after(20))
    assert DUE.weekday() == 2
    assert (found.due, found.window.last, found.status) == (DUE, after(20), Status.OPEN)
    assert found.readings == ("calendar_week",)
    assert status(week, on=after(21)) is Status.BREACH
    assert status(week, replace(PLACED, first=after(20))) is Status.MET
    assert status(week, replace(PLACED, first=after(21))) is Status.BREACH
    assert status(KIND, replace(PLACED, first=after(17))) is Status.BREACH
    sunday = one(replace(week, within=Length(days=20)))
    assert (sunday.due, sunday.window.last, sunday.readings) == (after(20), after(20), ())


def test_what_was_granted_in_time_may_begin_later_for_its_kind():
    kind = replace(KIND, late={"subsidy": Length(weeks=4)})
    granted = OfferEvent("s", "subsidy", after(16 + 28), granted_on=DUE)
    on = after(90)
    assert status(kind, granted, on=on) is Status.MET
    assert status(kind, replace(granted, first=after(45)), on=on) is Status.BREACH
    assert status(kind, replace(granted, granted_on=after(17)), on=on) is Status.BREACH
    assert status(kind, replace(granted, granted_on=None), on=on) is Status.BREACH
    assert status(kind, replace(granted, kind="placement"), on=on) is Status.BREACH
    week = replace(kind, whole_week=True, late={"subsidy": Length(days=1)})
    assert status(week, replace(granted, first=after(20)), on=on) is Status.MET


def test_leaving_before_the_due_day_lifts_the_duty():
    left = one(KIND, person=a_person(a_time(ends_on=after(15))))
    assert (left.status, left.required, left.due) == (Status.MET, 0, after(15))
    assert left.still_owed is False
    there = one(KIND, person=a_person(a_time(ends_on=DUE)))
    assert (there.status, there.required) == (Status.BREACH, 1)
    week = replace(KIND, whole_week=True)
    gone = one(week, person=a_person(a_time(ends_on=after(15))))
    assert (gone.window.last, gone.required) == (after(15), 0)


def test_an_offer_in_weeks_nobody_counted_is_marked():
    weeks = replace(KIND, clock="weeks", within=Length(weeks=26))
    time = a_time(registered=MONDAY)
    assert one(weeks, person=a_person(time)).approximate
    told = a_person(time, accumulated=(Accumulated(after(7), weeks=0),))
    found = one(weeks, person=told)
    assert (found.approximate, found.due) == (False, after(7 + 182))


def test_without_the_day_it_opens_the_offer_asks_for_it():
    found = one(KIND, person=a_person(a_time(asked=None)))
    assert (found.status, found.question) == (Status.UNKNOWN, "first_request")
    assert found.effort is Effort.OFFER


GAP = LongestOfferGap(Length(weeks=4))
ENDED = OfferEvent("a", "placement", after(10), after(20))


def gaps(*offers, on=TODAY, **told):
    return windows(GAP, on=on, offers=offers, **told)


def test_after_an_offer_has_ended_the_next_begins_within_a_length():
    (found,) = gaps(ENDED)
    assert (found.window.first, found.due, found.status) == (after(21), after(48), Status.OPEN)
    assert (found.effort, found.timed, found.required) == (Effort.OFFER, True, 1)
    assert shown(gaps(ENDED, on=after(48))) == [(after(48), "open")]
    assert shown(gaps(ENDED, on=after(49))) == [(after(48), "breach")]
    again = OfferEvent("b", "course", after(48))
    (met,) = gaps(ENDED, again, on=after(60))
    assert (met.status, met.fulfilled_on) == (Status.MET, after(48))
    late = replace(again, first=after(49))
    assert shown(gaps(ENDED, late, on=after(60))) == [(after(48), "breach")]


def test_a_running_offer_and_none_at_all_leave_no_gap():
    assert gaps() == []
    assert gaps(replace(ENDED, last=None)) == []
    assert gaps(ENDED, on=after(19)) == []
    assert gaps(ENDED, on=after(20)) == []
    assert len(gaps(ENDED, on=after(21))) == 1
    assert gaps(replace(ENDED, first=None)) == []
    assert gaps(replace(ENDED, first=after(-5))) == []


def test_each_offer_that_ended_opens_a_gap():
    second = OfferEvent("b", "course", after(30), after(35))
    found = gaps(second, ENDED, on=after(70))
    assert shown(found) == [(after(48), "met"), (after(63), "breach")]


def test_leaving_before_a_gap_closes_leaves_it_out():
    gone = a_person(a_time(ends_on=after(47)))
    assert gaps(ENDED, on=after(99), person=gone) == []
    there = a_person(a_time(ends_on=after(48)))
    assert shown(gaps(ENDED, on=after(99), person=there)) == [(after(48), "breach")]
    again = OfferEvent("b", "course", after(30))
    assert shown(gaps(ENDED, again, on=after(99), person=gone)) == [(after(48), "met")]


def test_a_gap_has_the_version_the_group_and_the_condition_of_its_first_day():
    assert gaps(ENDED, to_on=after(20)) == []
    assert len(gaps(ENDED, to_on=after(21))) == 1
    assert gaps(ENDED, when=Fact("so")) == []
    others = (a_time(ends_on=after(20)), a_time(after(21), group=OTHER_GROUP))
    assert gaps(ENDED, person=a_person(*others)) == []
    (asked,) = gaps(ENDED, person=a_person(a_time(asked=None)))
    assert (asked.question, asked.effort) == ("first_request", Effort.OFFER)
