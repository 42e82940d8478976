"""A spell ends when a whole calendar month lies off the benefits, and for no other reason."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.calendar import whole_month_between
from staasted.core.citizen.spells import Spell, spells

DAY = timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@st.composite
def stretch(draw: st.DrawFn) -> tuple[date, date | None]:
    """Some days on a benefit, or days that still run."""
    first = draw(days)
    length = draw(st.none() | st.integers(0, 700))
    return first, None if length is None else first + timedelta(days=length)


@pytest.mark.parametrize(
    ("last", "again", "parted"),
    [
        (date(2026, 3, 9), date(2026, 5, 1), True),
        (date(2026, 3, 9), date(2026, 4, 30), False),
        (date(2026, 3, 31), date(2026, 5, 1), True),
        (date(2026, 3, 30), date(2026, 4, 30), False),
        (date(2025, 12, 31), date(2026, 2, 1), True),
        (date(2026, 1, 31), date(2026, 3, 1), True),
        (date(2026, 3, 9), date(2026, 3, 10), False),
    ],
)
def test_a_whole_month_by_the_calendar_parts_two_spells(last, again, parted):
    assert whole_month_between(last, again) is parted
    assert (len(spells([(date(2025, 1, 1), last), (again, None)])) == 2) is parted


def test_a_spell_is_over_once_the_whole_month_has_passed():
    (spell,) = spells([(date(2026, 1, 5), date(2026, 3, 9))])
    assert spell == Spell(date(2026, 1, 5), date(2026, 3, 9))
    assert not spell.over(date(2026, 4, 29))
    assert spell.over(date(2026, 4, 30))
    assert not Spell(date(2026, 1, 5), None).over(date(2099, 1, 1))


@given(st.lists(stretch(), max_size=8))
def test_spells_hold_every_day_on_a_benefit_and_lie_apart(stretches):
    found = spells(stretches)
    for first, last in stretches:
        assert any(
            spell.first <= first and (spell.last is None or (last and last <= spell.last))
            for spell in found
        )
    for before, after in pairwise(found):
        assert before.last is not None
        assert whole_month_between(before.last, after.first)


@given(st.lists(stretch(), max_size=8), st.randoms())
def test_the_order_periods_are_told_in_makes_no_difference(stretches, chance):
    mixed = list(stretches)
    chance.shuffle(mixed)
    assert spells(mixed) == spells(stretches)


@given(days, st.integers(2, 900), st.data())
def test_a_birthday_a_move_or_a_new_unemployment_fund_never_splits_a_spell(first, length, data):
    last = first + timedelta(days=length)
    cuts = data.draw(st.lists(st.integers(0, length - 1), max_size=5, unique=True).map(sorted))
    ends = [first + timedelta(days=cut) for cut in cuts] + [last]
    starts = [first] + [end + DAY for end in ends[:-1]]
    assert spells(zip(starts, ends, strict=True)) == (Spell(first, last),)


@given(st.lists(stretch(), min_size=1, max_size=8))
def test_the_spells_of_spells_are_the_same(stretches):
    found = spells(stretches)
    assert spells((spell.first, spell.last) for spell in found) == found
