"""The rules at hand: which are in force on a day, and between two."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.core.axes import Channel
from staasted.core.law import Duty, Length, RuleBook, VersionDay
from staasted.core.law.kinds import ByNeed, CountInWindow, Deadline
from staasted.core.law.standing import Channels
from tests.core.people import CLOCKS, GROUP, MONDAY, OTHER_GROUP, THIRD_GROUP, a_rule, after

KINDS = [
    Deadline(Length(weeks=1)),
    ByNeed(),
    Channels(frozenset({Channel.PHONE}), frozenset({Channel.PHONE})),
]
GROUPS = [GROUP, OTHER_GROUP, THIRD_GROUP]
DAYS = st.integers(0, 40).map(after)


@st.composite
def rule(draw):
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 20).map(lambda n: after(n, first)))
    groups = draw(st.frozensets(st.sampled_from(GROUPS[:2]), min_size=1))
    kind = draw(st.sampled_from(KINDS))
    return a_rule("x", kind, groups=groups, from_on=first, to_on=last)


def in_force(known, kind, group, day):
    """What one finds by reading every rule."""
    return [r for r in known if group in r.groups and isinstance(r.kind, kind) and r.in_force(day)]


QUESTIONS = st.lists(
    st.tuples(st.sampled_from([Duty, Channels, Deadline]), st.sampled_from(GROUPS), DAYS, DAYS),
    max_size=8,
)


@settings(max_examples=100)
@given(st.lists(rule(), max_size=6), QUESTIONS)
def test_a_lookup_finds_what_reading_every_rule_finds(known, questions):
    book = RuleBook(known, CLOCKS)
    for kind, group, one, other in questions:
        first, last = sorted((one, other))
        assert list(book.in_force(kind, group, first)) == in_force(known, kind, group, first)
        days = [after(n, first) for n in range((last - first).days + 1)]
        held = [r for r in known if any(r in in_force([r], kind, group, day) for day in days)]
        assert list(book.between(kind, group, first, last)) == held


def test_what_is_looked_up_again_is_the_same():
    book = RuleBook([a_rule("a", KINDS[0])], CLOCKS)
    day = date(2024, 6, 1)
    assert book.in_force(Duty, GROUP, day) is book.in_force(Duty, GROUP, after(9, day))
    assert book.between(Duty, GROUP, day, day) is book.between(Duty, GROUP, day, after(9, day))


def test_a_book_keeps_its_clocks_and_its_rules_in_order():
    book = RuleBook([a_rule("a", KINDS[0])], CLOCKS)
    assert (book.clocks, [r.id for r in book.rules]) == (CLOCKS, ["a"])


SWITCH = a_rule(
    "switch",
    CountInWindow(1, Length(months=6)),
    from_on=MONDAY,
    to_on=after(100),
    picks=VersionDay.OPEN_ON_FIRST_DAY,
)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (after(-9), after(-1), False),
        (after(-9), MONDAY, True),
        (MONDAY, MONDAY, True),  # somebody may have joined the group that very day
        (after(1), after(50), False),
        (after(-9), after(200), True),
    ],
)
def test_a_rule_that_takes_what_is_open_stands_where_its_first_day_lies_between(first, last, found):
    book = RuleBook([SWITCH], CLOCKS)
    assert (SWITCH in book.between(Duty, GROUP, first, last)) is found


def test_a_lookup_does_not_depend_on_who_was_looked_up_before():
    book = RuleBook([SWITCH], CLOCKS)
    assert book.between(Duty, GROUP, after(1), after(50)) == ()
    assert book.between(Duty, GROUP, MONDAY, after(50)) == (SWITCH,)
