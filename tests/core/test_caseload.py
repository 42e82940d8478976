"""Cases spread over colleagues by the size of their caseloads."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.caseload import spread

CASES = st.sets(st.integers(1, 200), max_size=60)
LOADS = st.dictionaries(st.integers(1000, 1008), st.integers(0, 80), min_size=1, max_size=9)


@given(CASES, LOADS)
def test_everybody_is_given_and_nobody_gets_one_while_a_colleague_has_two_fewer(cases, loads):
    gifts = spread(sorted(cases), loads)
    assert set(gifts) == cases
    got = Counter(gifts.values())
    after = {who: load + got[who] for who, load in loads.items()}
    assert all(after[who] <= min(after.values()) + 1 for who in got)


@given(CASES, LOADS, st.data())
def test_those_who_must_not_meet_never_do_and_only_they_are_left(cases, loads, data):
    pairs = [(case, who) for case in sorted(cases) for who in loads]
    barred = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    gifts = spread(sorted(cases), loads, barred)
    assert not set(gifts.items()) & barred
    assert {case for case in cases if case not in gifts} == {
        case for case in cases if all((case, who) in barred for who in loads)
    }


def test_the_same_cases_are_spread_the_same_way_each_time():
    assert spread([1, 2, 3], {10: 5, 11: 4}) == {1: 11, 2: 10, 3: 11}
    assert spread([1, 2, 3], {10: 5, 11: 4}) == spread([1, 2, 3], {10: 5, 11: 4})


def test_nobody_to_give_to_leaves_everybody():
    assert spread([1, 2], {}) == {}
