"""How a day lies: open, taken, away and free, against a count of every minute."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.slots.use import DayUse, day_use, minutes_of, runs

MINUTE, DAY = 60, 24 * 60 * 60
HOUR = 60 * MINUTE
BOUNDS = (10 * DAY, 11 * DAY)


def at(start: float, end: float) -> tuple[int, int]:
    """A stretch of the day by hours."""
    return BOUNDS[0] + int(start * HOUR), BOUNDS[0] + int(end * HOUR)


def test_what_is_booked_in_an_opening_is_not_free():
    use = day_use(BOUNDS, openings=[at(9, 12)], held=[at(10, 11)])
    assert use.free == (at(9, 10), at(11, 12))
    assert (use.open_minutes, use.free_minutes, use.held_count) == (180, 120, 1)


def test_openings_that_touch_are_one():
    assert day_use(BOUNDS, openings=[at(9, 10), at(10, 12)]).open == (at(9, 12),)


def test_what_has_passed_is_open_but_not_free():
    use = day_use(BOUNDS, openings=[at(9, 12)], after=at(11, 12)[0])
    assert (use.open, use.free) == ((at(9, 12),), (at(11, 12),))
    assert day_use(BOUNDS, openings=[at(9, 12)], after=BOUNDS[1] + HOUR).free == ()


def test_who_is_away_until_further_notice_is_away_all_day():
    use = day_use(BOUNDS, openings=[at(9, 12)], away=[(0, BOUNDS[1] + 999 * DAY)])
    assert use.away_all_day
    assert use.free == ()


def test_a_conversation_of_yesterday_is_none_of_today():
    use = day_use(BOUNDS, openings=[at(9, 12)], held=[at(-2, -1), at(-1, 0)])
    assert (use.held, use.held_count, use.free_minutes) == ((), 0, 180)


def test_the_long_day_of_october_has_twenty_five_hours():
    long = (BOUNDS[0], BOUNDS[1] + HOUR)
    assert day_use(long, openings=[(0, 99 * DAY)]).open_minutes == 25 * 60


stretches = st.lists(
    st.tuples(st.integers(-90, 26 * 60 + 50), st.integers(1, 300)).map(
        lambda told: (
            BOUNDS[0] + told[0] * MINUTE // 1,
            BOUNDS[0] + (told[0] + told[1]) * MINUTE,
        )
    ),
    max_size=5,
)


def minutes(use: tuple[tuple[int, int], ...]) -> set[int]:
    return {second for first, last in use for second in range(first, last, MINUTE)}


@given(openings=stretches, held=stretches, away=stretches, after=st.integers(-60, 1500))
def test_it_agrees_with_a_count_of_every_minute(openings, held, away, after):
    after = BOUNDS[0] + after * MINUTE
    use = day_use(BOUNDS, openings=openings, held=held, away=away, after=after)
    day = range(*BOUNDS, MINUTE)

    def within(stretches: list[tuple[int, int]]) -> set[int]:
        return {m for m in day if any(first <= m < last for first, last in stretches)}

    assert minutes(use.open) == within(openings)
    assert minutes(use.held) == within(held)
    assert minutes(use.away) == within(away)
    free = within(openings) - within(held) - within(away)
    assert minutes(use.free) == {m for m in free if m >= after}
    assert use.free_minutes == len(minutes(use.free))


@given(mask=st.integers(0, 2**200))
def test_runs_are_apart_and_hold_every_bit(mask):
    found = runs(mask, 0)
    assert minutes_of(found) == mask.bit_count()
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))
    assert sum(1 << m // MINUTE for m in minutes(found)) == mask


def test_a_day_of_which_nothing_is_known_is_empty():
    assert day_use(BOUNDS) == DayUse(BOUNDS)
