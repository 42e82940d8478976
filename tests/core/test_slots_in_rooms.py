"""Pauses, rooms, and what else stands in the way of a time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.slots import (
    Block,
    Interval,
    Room,
    Search,
    free_times,
    rooms_for,
    why_none,
)
from staasted.core.slots.search import masks_of
from tests.core.test_slots import DAY, NEXT_DAY, between, searching, starts


def test_a_pause_lies_between_the_times_of_an_opening():
    search = Search((between("9:00", "12:00"),), (), 45, DAY, NEXT_DAY, pause_minutes=15)
    assert starts(search) == ["09:00", "10:00", "11:00"]


def test_without_a_pause_after_it_the_last_time_still_fits():
    search = Search((between("9:00", "10:45"),), (), 45, DAY, NEXT_DAY, pause_minutes=15)
    assert starts(search) == ["09:00", "10:00"]


def in_rooms(*rooms: Room) -> Search:
    return Search((between("9:00", "12:00"),), (), 60, DAY, NEXT_DAY, rooms=rooms)


def test_a_time_in_person_needs_one_room_from_its_start_to_its_end():
    day = (between("9:00", "12:00"),)
    small = Room(7, day, (between("9:00", "10:30"),))
    large = Room(8, day, (between("10:30", "12:00"),))
    search = in_rooms(small, large)
    assert starts(search) == ["09:00", "11:00"]
    assert [rooms_for(search, slot) for slot in free_times(search)] == [(8,), (7,)]


def test_nobody_changes_rooms_in_the_middle_of_a_conversation():
    day = (between("9:00", "12:00"),)
    search = in_rooms(
        Room(7, day, (between("9:30", "12:00"),)), Room(8, day, (between("9:00", "9:30"),))
    )
    assert starts(search) == ["10:00", "11:00"]


AWAY = (Block("away", (between("8:00", "9:15"),)),)


@pytest.mark.parametrize(
    ("search", "why"),
    [
        (in_rooms(), "no_room"),
        (in_rooms(Room(7, (between("9:00", "9:45"),))), "no_room"),
        (
            replace(
                searching(between("9:00", "10:00")),
                blocks=[Block("away", [between("8:00", "9:15")])],
            ),
            "away",
        ),
    ],
)
def test_what_stands_in_the_way_alone_is_named(search, why):
    assert why_none(search) == why


def test_of_two_things_that_only_together_leave_no_time_the_last_lifted_is_named():
    search = searching(between("9:00", "10:00"), busy=(between("9:00", "9:30"),))
    search = replace(search, blocks=[Block("away", [between("9:30", "10:00")])])
    assert why_none(search) == "away"


def minutes_of(intervals):
    return {
        i.start + timedelta(minutes=m)
        for i in intervals
        for m in range(int(i.length.total_seconds() // 60))
    }


@st.composite
def hours(draw, most=4):
    found = []
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, 40))
        length = draw(st.integers(1, 16))
        begins = DAY + timedelta(hours=7, minutes=15 * start)
        found.append(Interval(begins, begins + timedelta(minutes=15 * length)))
    return found


@given(hours(), hours(), hours(), hours(), hours(), st.sampled_from([30, 45, 60]))
def test_every_time_with_a_room_lies_free_minute_by_minute_and_none_is_missing(
    openings, busy, absences, first, second, minutes
):
    rooms = [Room(1, openings, first), Room(2, openings, second)]
    search = Search(
        openings, busy, minutes, DAY, NEXT_DAY, blocks=[Block("away", absences)], rooms=rooms
    )
    bare = free_times(search.untaken)
    taken = minutes_of(busy) | minutes_of(absences)
    expected = [
        slot
        for slot in bare
        if not minutes_of([slot]) & taken
        and any(not minutes_of([slot]) & minutes_of(r.busy) for r in rooms)
    ]
    assert list(free_times(search)) == expected
    assert all(rooms_for(search, slot) for slot in expected)


def test_somebody_who_is_away_for_a_hundred_years_costs_no_more_than_a_day():
    forever = Interval(DAY, DAY.replace(year=2199))
    search = searching(between("9:00", "12:00"), busy=(forever,), minutes=15)
    assert free_times(search) == ()
    assert masks_of(search).free.bit_length() <= 24 * 4
