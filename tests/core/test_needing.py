"""Whoever needs a human most stands first, once, with every need there is."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.needing import Need, Why, needing

TODAY = date(2026, 5, 18)
NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)
DAYS = st.none() | st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))
MOMENTS = st.none() | st.integers(-900, 0).map(lambda n: NOON + timedelta(hours=n))
NEEDS = st.builds(
    Need, st.integers(1, 6), st.sampled_from(Why), DAYS, MOMENTS, st.sampled_from("abc")
)
SPOKEN = st.dictionaries(st.integers(1, 6), st.integers(0, 90).map(lambda n: TODAY - timedelta(n)))


def order(needs: list[Need], spoken: dict[int, date] | None = None) -> list[int]:
    return [line.who for line in needing(needs, spoken or {})]


@given(st.lists(NEEDS), SPOKEN)
def test_everybody_stands_once_with_every_need(needs, spoken):
    lines = needing(needs, spoken)
    assert sorted(line.who for line in lines) == sorted({each.who for each in needs})
    told = [need for line in lines for need in line.needs]
    assert set(told) == set(needs)
    assert len(told) == len(set(needs))


@given(st.lists(NEEDS).flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))), SPOKEN)
def test_the_order_they_were_found_in_does_not_matter(found, spoken):
    needs, again = found
    assert needing(needs, spoken) == needing(again, spoken)


@given(st.lists(NEEDS, min_size=1), NEEDS, SPOKEN)
def test_one_more_need_never_moves_anybody_back(needs, more, spoken):
    before, after = order(needs, spoken), order([*needs, more], spoken)
    if more.who in before:
        others = set(before) - {more.who}
        ahead = set(before[: before.index(more.who)])
        assert set(after[: after.index(more.who)]) <= ahead
        assert [who for who in after if who in others] == [who for who in before if who in others]


@given(st.lists(NEEDS), SPOKEN)
def test_who_asked_for_help_is_before_everybody_else(needs, spoken):
    asked = [line.first.why is Why.HELP for line in needing(needs, spoken)]
    assert asked == sorted(asked, reverse=True)


def test_the_kinds_come_as_the_house_has_decided():
    kinds = [Why.SILENCE, Why.UNPREPARED, Why.AGREED, Why.ALERT, Why.LOST, Why.HELP]
    found = order([Need(n, why) for n, why in enumerate(kinds)])
    assert [kinds[n] for n in found] == list(reversed(kinds))


def test_the_alert_nearest_its_limit_is_first_of_the_alerts():
    near = Need(1, Why.ALERT, TODAY + timedelta(days=2), NOON)
    far = Need(2, Why.ALERT, TODAY + timedelta(days=9), NOON - timedelta(days=20))
    assert order([far, near, Need(3, Why.ALERT)]) == [1, 2, 3]


def test_of_those_who_are_equal_the_longest_silence_is_first_and_never_is_longest():
    quiet = [Need(who, Why.HELLO) for who in (1, 2, 3)]
    spoken = {1: TODAY - timedelta(days=10), 3: TODAY - timedelta(days=40)}
    assert order(quiet, spoken) == [2, 3, 1]


def test_a_line_says_its_most_urgent_need_first_and_when_the_two_last_spoke():
    needs = [Need(1, Why.LETTER), Need(1, Why.AGREED, TODAY), Need(1, Why.LETTER)]
    (line,) = needing(needs, {1: TODAY})
    assert [need.why for need in line.needs] == [Why.AGREED, Why.LETTER]
    assert (line.first.why, line.spoken) == (Why.AGREED, TODAY)
