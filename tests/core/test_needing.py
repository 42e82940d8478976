"""Whoever needs a human most stands first, once, with every reason there is."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.needing import Reason, Why, needing

TODAY = date(2026, 5, 18)
NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)
DAYS = st.none() | st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))
MOMENTS = st.none() | st.integers(-900, 0).map(lambda n: NOON + timedelta(hours=n))
REASONS = st.builds(
    Reason, st.integers(1, 6), st.sampled_from(Why), DAYS, MOMENTS, st.sampled_from("abc")
)
SPOKEN = st.dictionaries(st.integers(1, 6), st.integers(0, 90).map(lambda n: TODAY - timedelta(n)))


def order(reasons: list[Reason], spoken: dict[int, date] | None = None) -> list[int]:
    return [line.who for line in needing(reasons, spoken or {})]


@given(st.lists(REASONS), SPOKEN)
def test_everybody_stands_once_with_every_reason(reasons, spoken):
    lines = needing(reasons, spoken)
    assert sorted(line.who for line in lines) == sorted({each.who for each in reasons})
    told = [reason for line in lines for reason in line.reasons]
    assert set(told) == set(reasons)
    assert len(told) == len(set(reasons))


@given(st.lists(REASONS).flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))), SPOKEN)
def test_the_order_they_were_found_in_does_not_matter(found, spoken):
    reasons, again = found
    assert needing(reasons, spoken) == needing(again, spoken)


@given(st.lists(REASONS, min_size=1), REASONS, SPOKEN)
def test_one_more_reason_never_moves_anybody_back(reasons, more, spoken):
    before, after = order(reasons, spoken), order([*reasons, more], spoken)
    if more.who in before:
        others = set(before) - {more.who}
        ahead = set(before[: before.index(more.who)])
        assert set(after[: after.index(more.who)]) <= ahead
        assert [who for who in after if who in others] == [who for who in before if who in others]


@given(st.lists(REASONS), SPOKEN)
def test_who_asked_for_help_is_before_everybody_else(reasons, spoken):
    asked = [line.first.why is Why.HELP for line in needing(reasons, spoken)]
    assert asked == sorted(asked, reverse=True)


def test_the_kinds_come_as_the_house_has_decided():
    kinds = [Why.SILENCE, Why.UNPREPARED, Why.AGREED, Why.ALERT, Why.LOST, Why.HELP]
    found = order([Reason(n, why) for n, why in enumerate(kinds)])
    assert [kinds[n] for n in found] == list(reversed(kinds))


def test_the_alert_nearest_its_limit_is_first_of_the_alerts():
    near = Reason(1, Why.ALERT, TODAY + timedelta(days=2), NOON)
    far = Reason(2, Why.ALERT, TODAY + timedelta(days=9), NOON - timedelta(days=20))
    assert order([far, near, Reason(3, Why.ALERT)]) == [1, 2, 3]


def test_of_those_who_are_equal_the_longest_silence_is_first_and_never_is_longest():
    quiet = [Reason(who, Why.HELLO) for who in (1, 2, 3)]
    spoken = {1: TODAY - timedelta(days=10), 3: TODAY - timedelta(days=40)}
    assert order(quiet, spoken) == [2, 3, 1]


def test_a_line_says_its_most_urgent_reason_first_and_when_the_two_last_spoke():
    reasons = [Reason(1, Why.LETTER), Reason(1, Why.AGREED, TODAY), Reason(1, Why.LETTER)]
    (line,) = needing(reasons, {1: TODAY})
    assert [reason.why for reason in line.reasons] == [Why.AGREED, Why.LETTER]
    assert (line.first.why, line.spoken) == (Why.AGREED, TODAY)
