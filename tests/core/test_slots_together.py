"""Several who must be there at once: two calendars that are not each other's."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.errors import DomainError
from staasted.core.slots import CoHolder, Interval, Room, Search, free_times, why_none
from tests.core.test_slots import DAY, NEXT_DAY, between, starts
from tests.core.test_slots_in_rooms import hours, minutes_of

FUND = "fund_has_no_times"


def together(*theirs: Interval, busy=(), pause=0, mine=None, **search) -> Search:
    """Mine from nine to twelve, an hour each; theirs as told."""
    other = CoHolder(FUND, theirs, busy, pause)
    return Search(
        mine or (between("9:00", "12:00"),), (), 60, DAY, NEXT_DAY, also=[other], **search
    )


def test_times_begin_where_both_are_open():
    assert starts(together(between("9:30", "11:45"))) == ["09:30", "10:30"]


def test_two_openings_of_the_one_within_one_of_the_other_are_two_stretches():
    search = together(between("8:00", "10:15"), between("10:45", "13:00"))
    assert starts(search) == ["09:00", "10:45"]


def test_what_takes_the_others_time_takes_it_from_both():
    search = together(between("9:00", "12:00"), busy=(between("10:15", "10:30"),))
    assert starts(search) == ["09:00", "11:00"]


def test_the_longer_pause_of_the_two_lies_between_the_times():
    assert starts(together(between("9:00", "12:00"), pause=15)) == ["09:00", "10:15"]


def test_a_pause_off_the_grid_is_refused_whosever_it_is():
    with pytest.raises(DomainError, match="length_off_grid"):
        together(between("9:00", "12:00"), pause=10)


@pytest.mark.parametrize(
    ("search", "why"),
    [
        (together(), FUND),
        (together(between("13:00", "15:00")), FUND),
        (together(between("9:00", "9:45")), FUND),
        (together(between("9:00", "12:00"), busy=(between("8:00", "13:00"),)), FUND),
        (together(between("9:00", "12:00"), rooms=[]), "no_room"),
        (together(between("13:00", "15:00"), rooms=[]), FUND),
        (together(between("9:00", "12:00"), mine=(between("9:00", "9:30"),)), "openings_too_short"),
    ],
)
def test_who_or_what_stands_in_the_way_is_named(search, why):
    assert why_none(search) == why


def pieces(mine, theirs):
    """Where both are open, found without the product's own arithmetic."""
    both = []
    for one in mine:
        for other in theirs:
            here = sorted(minutes_of([one]) & minutes_of([other]))
            if here:
                both.append(Interval(here[0], here[-1] + timedelta(minutes=1)))
    return both


@given(hours(), hours(), hours(), hours(), hours(2), st.sampled_from([30, 45, 60]))
def test_every_shared_time_is_free_for_both_minute_by_minute_and_none_is_missing(
    mine, theirs, busy, theirs_busy, in_room, minutes
):
    rooms = [Room(1, mine, in_room)]
    other = CoHolder(FUND, theirs, theirs_busy)
    search = Search(mine, busy, minutes, DAY, NEXT_DAY, rooms=rooms, also=[other])
    bare = free_times(Search(pieces(mine, theirs), (), minutes, DAY, NEXT_DAY))
    taken = minutes_of(busy) | minutes_of(theirs_busy) | minutes_of(in_room)
    listed = list(free_times(search))
    within = [s for s in bare if any(r.start <= s.start and s.end <= r.end for r in mine)]
    assert listed == [slot for slot in within if not minutes_of([slot]) & taken]
    for slot in listed:
        assert minutes_of([slot]) <= minutes_of(mine) & minutes_of(theirs)
    assert (why_none(search) is None) == bool(listed)


@given(hours(), hours(), hours())
def test_whoever_is_asked_first_the_shared_times_are_the_same(mine, theirs, busy):
    one = Search(mine, (), 30, DAY, NEXT_DAY, also=[CoHolder(FUND, theirs, busy)])
    other = Search(theirs, busy, 30, DAY, NEXT_DAY, also=[CoHolder(FUND, mine)])
    assert free_times(one) == free_times(other)
