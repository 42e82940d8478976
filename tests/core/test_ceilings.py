"""Ceilings: so many weeks, seats or kroner at most; and the mean of a group."""

from dataclasses import replace

import pytest

from staasted.core.calendar import Period
from staasted.core.law import Effort, Length, OfferEvent, Status
from staasted.core.law.kinds import Ceiling, DurationCeiling
from staasted.core.law.standing import AverageOfGroup, Baseline
from tests.core.people import GROUP, MONDAY, a_person, a_time, after, windows

PLACED = OfferEvent("a", "placement", after(10))
LONGEST = DurationCeiling(weeks=4, kinds=frozenset({"placement"}), within=Length(weeks=26))


def used(*weeks, kind="placement", first=10):
    """Offers of so many weeks, one after the other."""
    found, start = [], first
    for n, each in enumerate(weeks):
        found.append(OfferEvent(str(n), kind, after(start), after(start + 7 * each - 1)))
        start += 7 * each
    return tuple(found)


@pytest.mark.parametrize(
    ("offers", "held", "status"),
    [
        (used(2, 2), 4, "met"),
        (used(2, 3), 5, "breach"),
        (used(9, kind="course"), 0, "met"),
        ((), 0, "met"),
        (used(3, first=-1), 0, "met"),
        (used(3, first=182), 3, "met"),
        (used(3, first=183), 0, "met"),
        ((OfferEvent("a", "placement", None),), 0, "met"),
    ],
)
def test_so_many_weeks_of_a_kind_are_the_most_in_a_stretch(offers, held, status):
    (found,) = windows(LONGEST, on=after(300), offers=offers)
    assert (found.held, found.status.value, found.due) == (held, status, None)
    assert (found.timed, found.effort, found.required) == (True, Effort.OFFER, None)
    assert found.window == Period(MONDAY, after(182))


def test_only_weeks_used_by_today_are_counted():
    (found,) = windows(LONGEST, on=after(17), offers=used(6))
    assert (found.held, len(found.offers)) == (2, 1), "what is planned is not used yet"
    (ahead,) = windows(LONGEST, on=after(9), offers=used(6))
    assert (ahead.held, ahead.offers) == (0, ())


def test_without_a_stretch_the_longest_one_is_looked_at():
    each = replace(LONGEST, within=None)
    (found,) = windows(each, on=after(99), offers=used(4, 3))
    assert (found.held, found.status, found.window.last) == (4, Status.MET, after(99))
    (over,) = windows(each, on=after(99), offers=used(1, 5))
    assert (over.held, over.status) == (5, Status.BREACH)
    (running,) = windows(each, on=after(38), offers=(PLACED,))
    assert (running.held, running.status) == (5, Status.BREACH)
    (today,) = windows(each, on=after(10), offers=(PLACED,))
    assert (today.held, today.approximate) == (1, False)


def test_a_ceiling_is_owed_under_the_group_of_its_window():
    (found,) = windows(LONGEST, on=after(99), offers=used(5))
    assert found.group == GROUP


def test_weeks_nobody_counted_make_a_ceiling_approximate():
    kind = replace(LONGEST, clock="weeks")
    (found,) = windows(kind, on=after(99), person=a_person(a_time(registered=MONDAY)))
    assert found.approximate


def test_a_ceiling_nobody_can_place_in_time_is_still_about_offers():
    kind = replace(LONGEST, clock="registration")
    (found,) = windows(kind, on=after(99))
    assert (found.question, found.effort) == ("registered", Effort.OFFER)


def test_the_ceiling_itself_is_allowed():
    seats = Ceiling("seats", 10, "persons")
    assert [seats.over(n) for n in (9, 10, 10.5)] == [False, False, True]


def test_a_mean_is_held_against_the_act_or_against_what_was():
    statutory = AverageOfGroup(Baseline.STATUTORY)
    assert [statutory.met(n, 3, required=6) for n in (5, 6, 7)] == [False, True, True]
    assert statutory.met(6, 3) is None
    assert statutory.met(6, 0, required=6) is None
    before = AverageOfGroup(Baseline.OBSERVED, level=2.0, tolerance=0.1)
    assert [before.met(n, 10) for n in (17.9, 18, 20)] == [False, True, True]
    assert before.met(0, 0.5, required=9) is False
    assert AverageOfGroup(Baseline.OBSERVED).met(6, 3) is None
    assert before.met(1, -1) is None
