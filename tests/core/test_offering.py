"""When an offer begins, and how an index of words answers, without any catalogue."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.finding import FindWords, index_made
from staasted.core.offering import OfferRounds, rounds_ahead

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 12, 31))
SERIES = st.builds(
    OfferRounds,
    first_on=DAYS,
    every_weeks=st.integers(min_value=1, max_value=26),
    at=st.times(min_value=time(8), max_value=time(17)),
)
WORDS = FindWords(
    stemmer="danish",
    skipped=frozenset({"og"}),
    same={"laan": ("gaeld",)},
    made_of=frozenset({"job"}),
)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def open_every_day(_: date) -> bool:
    return False


@given(st.lists(SERIES, min_size=1, max_size=3), DAYS, st.integers(min_value=1, max_value=6))
def test_beginnings_are_ahead_in_order_and_on_their_own_weekday(series, day, count):
    after = noon(day)
    found = rounds_ahead(series, after=after, count=count, shut=open_every_day)
    assert list(found) == sorted(set(found))
    assert len(found) <= count
    for at in found:
        assert at > after
        assert any(
            (at.date() - one.first_on).days % (7 * one.every_weeks) == 0 and at.time() == one.at
            for one in series
        )


@given(SERIES)
def test_none_is_left_out_between_two_that_are_shown(series):
    found = rounds_ahead([series], after=noon(date(2026, 5, 18)), count=5, shut=open_every_day)
    steps = {later - sooner for sooner, later in pairwise(found)}
    assert steps <= {timedelta(weeks=series.every_weeks)}


def test_a_day_that_is_shut_is_left_out_and_a_year_of_shut_days_ends():
    weekly = OfferRounds(date(2026, 1, 5), 1, time(9))
    shut = date(2026, 5, 25)
    found = rounds_ahead(
        [weekly], after=noon(date(2026, 5, 20)), count=2, shut=lambda day: day == shut
    )
    assert [at.date() for at in found] == [date(2026, 6, 1), date(2026, 6, 8)]
    assert rounds_ahead([weekly], after=noon(date(2026, 5, 20)), count=2, shut=lambda _: True) == ()


def test_the_same_moment_in_two_series_is_one():
    weekly = OfferRounds(date(2026, 1, 5), 1, time(9))
    both = [weekly, OfferRounds(date(2026, 1, 5), 2, time(9))]
    found = rounds_ahead(both, after=noon(date(2026, 1, 1)), count=3, shut=open_every_day)
    assert [at.date().day for at in found] == [5, 12, 19]


def found(query, **entries):
    index = index_made({slug: ((said, 1.0),) for slug, said in entries.items()}, WORDS)
    return [each.slug for each in index.find(query)]


@pytest.mark.parametrize("typed", ["gæld", "gaeld", "Gælden", "gæl", "gjæld", "lån", "gældsjob"])
def test_a_word_is_found_by_its_stem_its_beginning_a_slip_a_synonym_and_in_a_compound(typed):
    assert found(typed, money="Råd om gæld", walk="En gåtur i skoven") == ["money"]


def test_what_says_more_of_what_was_asked_comes_first_and_equals_keep_their_order():
    assert found("gæld job", one="gæld", both="gæld og job", other="job") == [
        "both",
        "one",
        "other",
    ]


def test_an_index_of_nothing_finds_nothing():
    assert found("gæld") == []
    assert found("og", one="og og") == []


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=5), st.text(max_size=60))
def test_an_index_of_anything_answers_anything_with_its_own(entries, query):
    index = index_made({slug: ((said, 1.0),) for slug, said in entries.items()}, WORDS)
    answer = [each.slug for each in index.find(query)]
    assert set(answer) <= set(entries)
    assert len(answer) == len(set(answer))
