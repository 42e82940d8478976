"""The longest time between conversations, as a chain or as a grid, and a number in any months."""

from dataclasses import replace
from datetime import date

from staasted.core.law import (
    Accumulated,
    ContactEvent,
    DocumentedRelief,
    KnownFact,
    Length,
    Status,
    resolve,
)
from staasted.core.law.condition import Fact
from staasted.core.law.kinds import CountsFrom, LongestInterval, RollingCount
from staasted.core.law.standing import Lifts, Relief
from tests.core.people import (
    CASH,
    GROUP,
    LAST_DAY,
    MONDAY,
    OTHER_GROUP,
    a_look,
    a_person,
    a_rule,
    a_time,
    after,
    any_road,
    shown,
    windows,
)

MONTHLY = LongestInterval(Length(weeks=4))
START = CountsFrom.PERIOD_START
GRID = LongestInterval(Length(weeks=4), counts_from=START)


def test_each_conversation_opens_the_next_interval():
    found = windows(MONTHLY, after(10), after(30), on=after(40))
    assert shown(found) == [(after(28), "met"), (after(38), "met"), (after(58), "open")]
    assert [o.window.first for o in found] == [MONDAY, after(10), after(30)]
    assert [o.fulfilled_on for o in found] == [after(10), after(30), None]
    assert {(o.timed, o.required, o.group) for o in found} == {(True, 1, GROUP)}


def test_the_last_day_of_an_interval_is_in_time_and_the_next_is_late():
    assert shown(windows(MONTHLY, after(28), on=after(28)))[0] == (after(28), "met")
    late = windows(MONTHLY, after(29), on=after(29))
    assert shown(late) == [(after(28), "breach"), (after(57), "open")]
    assert (late[0].held, late[0].fulfilled_on, late[0].still_owed) == (0, None, False)
    assert shown(windows(MONTHLY, on=after(28))) == [(after(28), "open")]
    assert shown(windows(MONTHLY, on=after(29))) == [(after(28), "breach")]


def test_an_interval_shows_the_conversations_inside_it():
    found = windows(MONTHLY, after(10), ContactEvent("x", after(12), "cv"), on=after(12))
    assert [[e.event.on for e in o.events] for o in found] == [
        [after(10), after(12)],
        [after(10), after(12)],
    ]


def test_slack_is_in_time_and_the_laws_own_day_is_shown():
    kind = LongestInterval(Length(weeks=4), slack=Length(weeks=2))
    found = windows(kind, after(42), on=after(42))
    assert shown(found) == [(after(28), "met"), (after(70), "open")]
    assert found[0].window.last == after(42)
    assert shown(windows(kind, after(43), on=after(43)))[0] == (after(28), "breach")
    assert shown(windows(kind, on=after(42))) == [(after(28), "open")]


def test_leaving_before_an_interval_closes_leaves_it_out():
    gone = a_person(a_time(ends_on=after(37)))
    assert shown(windows(MONTHLY, after(10), on=after(99), person=gone)) == [(after(28), "met")]
    on_the_day = a_person(a_time(ends_on=after(38)))
    found = windows(MONTHLY, after(10), on=after(99), person=on_the_day)
    assert shown(found) == [(after(28), "met"), (after(38), "breach")]
    coming = windows(MONTHLY, after(10), on=after(36), person=gone)
    assert shown(coming) == [(after(28), "met"), (after(38), "open")]


def test_conversations_of_another_period_open_nothing_here():
    times = (a_time(ends_on=after(10)), a_time(after(100)))
    found = windows(MONTHLY, after(5), after(110), on=after(115), person=a_person(*times))
    assert shown(found) == [
        (after(28), "met"),
        (after(128), "met"),
        (after(138), "open"),
    ]


def test_an_interval_may_begin_with_the_first_conversation_held():
    kind = LongestInterval(Length(weeks=4), after_first=True)
    assert windows(kind, on=after(99)) == []
    assert shown(windows(kind, after(60), on=after(61))) == [(after(88), "open")]
    found = windows(kind, after(60), after(80), on=after(81))
    assert [o.window.first for o in found] == [after(60), after(80)]
    assert shown(found) == [(after(88), "met"), (after(108), "open")]


def test_the_first_conversation_may_be_none_of_those_that_close_one():
    kind = LongestInterval(Length(weeks=4), beyond_first=True)
    assert windows(kind, on=after(99)) == []
    found = windows(kind, after(10), after(20), on=after(21))
    assert shown(found) == [(after(28), "met"), (after(48), "open")]
    assert [o.window.first for o in found] == [MONDAY, after(20)]


def test_intervals_may_run_in_a_stretch_of_the_clock():
    until = LongestInterval(Length(weeks=4), until=Length(weeks=8))
    found = windows(until, after(10), after(28), on=after(40))
    assert shown(found) == [(after(28), "met"), (after(38), "met"), (after(56), "open")]
    assert shown(windows(until, after(10), after(29), on=after(40)))[-1] == (after(38), "met")
    opens = LongestInterval(Length(weeks=4), opens=Length(weeks=2))
    assert windows(opens, on=after(13)) == []
    later = windows(opens, after(14), after(20), on=after(21))
    assert [o.window.first for o in later] == [after(14), after(20)]
    assert shown(later) == [(after(42), "met"), (after(48), "open")]


def test_on_a_grid_a_late_one_moves_nothing_and_an_early_one_is_as_good():
    found = windows(GRID, after(30), after(40), on=after(60))
    assert shown(found) == [
        (after(28), "breach"),
        (after(56), "met"),
        (after(84), "open"),
    ]
    assert [o.window.first for o in found] == [MONDAY, after(28), after(56)]
    early = windows(GRID, after(5), after(6), after(7), on=after(10))
    assert shown(early) == [(after(28), "met")]
    assert shown(windows(GRID, after(5), after(6), on=after(57))) == [
        (after(28), "met"),
        (after(56), "met"),
        (after(84), "open"),
    ]


def test_a_grid_goes_on_until_one_lies_ahead():
    assert shown(windows(GRID, on=after(28))) == [(after(28), "open")]
    assert shown(windows(GRID, on=after(29))) == [(after(28), "breach"), (after(56), "open")]
    slack = LongestInterval(Length(weeks=4), counts_from=START, slack=Length(weeks=2))
    assert shown(windows(slack, on=after(42))) == [(after(28), "open")]
    found = windows(slack, on=after(43))
    assert shown(found) == [(after(28), "breach"), (after(56), "open")]


def test_a_grid_ends_with_its_stretch_and_may_open_inside_the_clock():
    until = LongestInterval(Length(weeks=4), counts_from=START, until=Length(weeks=8))
    assert shown(windows(until, on=after(200))) == [(after(28), "breach"), (after(56), "breach")]
    opens = LongestInterval(Length(weeks=4), counts_from=START, opens=Length(weeks=2))
    found = windows(opens, after(14), after(15), on=after(50))
    assert shown(found) == [(after(42), "met"), (after(70), "open")]
    assert [o.approximate for o in found] == [True, True]
    beyond = LongestInterval(Length(weeks=4), counts_from=START, beyond_first=True)
    assert shown(windows(beyond, after(3), on=after(20))) == [(after(28), "open")]
    first = LongestInterval(Length(weeks=4), counts_from=START, after_first=True)
    assert [o.window.first for o in windows(first, after(3), on=after(20))] == [MONDAY]


def test_a_grid_in_months_keeps_the_day_number():
    kind = LongestInterval(Length(months=1), counts_from=START)
    person = a_person(a_time(asked=date(2025, 1, 31)))
    days = [o.due for o in windows(kind, on=date(2025, 3, 31), person=person)]
    assert days == [date(2025, 2, 28), date(2025, 3, 31)]


def test_intervals_in_weeks_nobody_has_counted_are_marked():
    weeks = LongestInterval(Length(weeks=4), clock="weeks")
    person = a_time(registered=MONDAY)
    assert windows(weeks, on=after(9), person=a_person(person))[0].approximate
    told = (Accumulated(after(7), weeks=1),)
    known = a_person(person, accumulated=told)
    assert not windows(weeks, on=after(9), person=known)[0].approximate
    assert not windows(MONTHLY, on=after(9))[0].approximate
    grid = LongestInterval(Length(weeks=4), clock="weeks", counts_from=START)
    (found,) = windows(grid, on=after(9), person=a_person(person))
    assert (found.due, found.approximate) == (after(28), True)
    (exact,) = windows(grid, on=after(9), person=a_person(person, accumulated=told))
    assert (exact.due, exact.approximate) == (after(28), False)


def test_each_interval_has_the_version_the_group_and_the_condition_of_its_first_day():
    (first,) = windows(MONTHLY, after(10), on=after(12), to_on=after(9))
    assert first.due == after(28)
    times = (a_time(ends_on=after(9)), a_time(after(10), group=OTHER_GROUP))
    found = windows(MONTHLY, after(10), on=after(12), person=a_person(*times))
    assert shown(found) == [(after(28), "met")]
    facts = {"so": (KnownFact(False, last=after(9)), KnownFact(True, first=after(10)))}
    known = a_person(facts=facts)
    bound = windows(MONTHLY, after(10), on=after(12), person=known, when=Fact("so"))
    assert shown(bound) == [(after(38), "open")]


ROLLING = RollingCount(2, 3)
"""Two conversations in any three months."""


def test_a_number_in_any_months_is_open_until_the_first_stretch_has_closed():
    (found,) = windows(ROLLING, on=after(10))
    assert (found.window.first, found.due) == (MONDAY, date(2025, 5, 3))
    assert (found.required, found.held, found.status) == (2, 0, Status.OPEN)
    assert (found.still_owed, found.timed) == (True, False)
    assert shown(windows(ROLLING, on=date(2025, 5, 2))) == [(date(2025, 5, 3), "open")]


def test_a_stretch_is_judged_on_its_last_day():
    missed = windows(ROLLING, after(10), on=date(2025, 5, 3))
    assert shown(missed) == [(date(2025, 5, 3), "open")]
    assert shown(windows(ROLLING, after(10), on=date(2025, 5, 4))) == [(date(2025, 5, 3), "breach")]


def test_the_stretch_missed_first_and_then_only_it():
    days = (after(5), after(10), date(2025, 9, 1), date(2025, 12, 31))
    found = windows(ROLLING, *days, on=date(2026, 2, 1))
    assert shown(found) == [(date(2025, 5, 9), "breach")]
    assert (found[0].window.first, found[0].held, found[0].still_owed) == (after(6), 1, True)


def test_a_stretch_that_was_missed_is_owed_until_it_is_made_good_and_then_the_next_one_is():
    days = (after(5), after(10), date(2025, 9, 1), date(2025, 10, 1))
    found = windows(ROLLING, *days, on=date(2025, 10, 5))
    assert [(o.due, o.status.value, o.still_owed) for o in found] == [
        (date(2025, 5, 9), "breach", False),
        (date(2025, 12, 2), "met", True),
    ]


def test_somebody_who_comes_back_begins_a_stretch_anew_and_nothing_closes_while_they_are_off():
    times = (a_time(ends_on=after(60)), a_time(None, benefit=CASH))
    back = replace(times[1], first=after(95), days={})
    person = a_person(times[0], back)
    (found,) = windows(ROLLING, on=after(97), person=person)
    assert (found.window.first, found.status) == (after(95), Status.OPEN)


def test_a_relief_that_has_ended_begins_a_stretch_anew():
    relief = DocumentedRelief(MONDAY, after(120), "work")
    person = a_person(reliefs=(relief,))
    lift = a_rule("lift", Relief(frozenset({"work"}), frozenset({Lifts.CONVERSATIONS})))
    book = any_road(a_rule("asked", ROLLING), lift)
    found = list(resolve(a_look(on=after(130), person=person, book=book)))
    assert [(o.window.first, o.status) for o in found] == [
        (MONDAY, Status.LIFTED),
        (after(121), Status.OPEN),
    ]


def test_a_stretch_begins_the_day_after_each_conversation():
    days = (after(20), after(60), after(100))
    found = windows(ROLLING, *days, on=date(2025, 5, 20))
    assert shown(found) == [(date(2025, 5, 3), "met"), (date(2025, 7, 5), "met")]
    assert [(o.window.first, o.held) for o in found] == [(MONDAY, 2), (after(61), 3)]
    lacking = windows(ROLLING, *days, on=date(2025, 5, 25))
    assert shown(lacking)[0] == (date(2025, 5, 24), "met")
    assert (lacking[1].window.first, lacking[1].due) == (after(61), date(2025, 7, 5))


def test_a_running_stretch_is_met_while_the_months_behind_hold_enough():
    days = (after(60), after(80))
    found = windows(ROLLING, *days, on=date(2025, 5, 10))
    assert [(o.status, o.held, o.still_owed) for o in found] == [
        (Status.MET, 2, False),
        (Status.MET, 2, True),
    ]
    assert (found[1].due, found[1].window.first) == (date(2025, 7, 5), after(61))
    before = windows(ROLLING, *days, on=date(2025, 7, 4))
    assert before[-1].status is Status.MET
    later = windows(ROLLING, *days, on=date(2025, 7, 5))
    assert (later[-1].status, later[-1].held) == (Status.OPEN, 1)


def test_a_rolling_count_may_open_later_and_never_before_its_version():
    opens = RollingCount(2, 3, opens=Length(months=1))
    assert windows(opens, on=date(2025, 3, 2)) == []
    (found,) = windows(opens, after(10), on=date(2025, 3, 3))
    assert (found.window.first, found.held) == (date(2025, 3, 3), 0)
    (young,) = windows(ROLLING, after(10), on=after(40), from_on=after(7), to_on=None)
    assert (young.window.first, young.held) == (after(7), 1)


def test_leaving_before_a_stretch_closes_leaves_it_out():
    gone = a_person(a_time(ends_on=date(2025, 5, 2)))
    assert windows(ROLLING, on=LAST_DAY, person=gone) == []
    there = a_person(a_time(ends_on=date(2025, 5, 3)))
    assert shown(windows(ROLLING, on=LAST_DAY, person=there)) == [(date(2025, 5, 3), "breach")]


def test_a_stretch_shows_what_lay_inside_it_by_today():
    (found,) = windows(ROLLING, after(10), after(50), on=after(20))
    assert [e.event.on for e in found.events] == [after(10)]
    assert found.held == 1
