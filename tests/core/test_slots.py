"""Free times: the scenarios people live through, then what must always hold."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.errors import DomainError
from staasted.core.slots import (
    Interval,
    Search,
    Slot,
    confirms,
    free_times,
    next_times,
    why_none,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = datetime(2026, 5, 18, tzinfo=UTC)
NEXT_DAY = DAY + timedelta(days=1)


def at(clock: str, day: datetime = DAY) -> datetime:
    hour, minute = clock.split(":")
    return day + timedelta(hours=int(hour), minutes=int(minute))


def between(start: str, end: str, day: datetime = DAY) -> Interval:
    return Interval(at(start, day), at(end, day))


def searching(*openings, busy=(), minutes=60, earliest=DAY, latest=NEXT_DAY, step=15) -> Search:
    return Search(openings, busy, minutes, earliest, latest, step)


def starts(search: Search) -> list[str]:
    return [f"{slot.start:%H:%M}" for slot in free_times(search)]


def test_an_hour_in_two_hours_and_twenty_minutes_gives_two_times():
    assert starts(searching(between("9:00", "11:20"))) == ["09:00", "10:00"]


def test_at_eight_an_opening_from_seven_first_gives_eight():
    assert starts(searching(between("7:00", "11:00"), earliest=at("8:00")))[0] == "08:00"


@pytest.mark.parametrize(("step", "first"), [(5, "15:05"), (15, "15:15")])
def test_a_moment_between_two_steps_waits_for_the_next(step, first):
    openings = (between("9:00", "12:00"), between("14:00", "17:00"), between("18:00", "20:00"))
    search = searching(*openings, minutes=step, step=step, earliest=at("15:03"))
    assert starts(search)[0] == first


def test_a_booking_and_an_absence_leave_only_the_hour_neither_touches():
    busy = (between("9:00", "10:00"), between("9:15", "9:45"))
    assert starts(searching(between("9:00", "11:00"), busy=busy)) == ["10:00"]


def test_overlapping_absences_are_one():
    busy = (between("9:00", "10:30"), between("10:00", "11:00"))
    assert starts(searching(between("9:00", "13:00"), busy=busy)) == ["11:00", "12:00"]


def test_a_cancelled_booking_blocks_nothing():
    assert starts(searching(between("9:00", "10:00"), busy=())) == ["09:00"]


def test_an_absence_over_the_first_opening_gives_the_next_one():
    later = between("9:00", "10:00", NEXT_DAY)
    search = searching(
        between("9:00", "10:00"),
        later,
        busy=(between("8:00", "16:00"),),
        latest=NEXT_DAY + timedelta(days=1),
    )
    assert free_times(search) == (Slot(later.start, later.end),)


def test_the_citizens_own_time_takes_a_time_away_too():
    citizen = between("10:15", "10:30")
    assert starts(searching(between("9:00", "12:00"), busy=(citizen,))) == ["09:00", "11:00"]


def test_a_strangers_half_hour_never_moves_the_time_one_is_confirming():
    openings = (between("9:00", "12:00"),)
    chosen = free_times(searching(*openings))[1]
    busy = (between("9:00", "9:30"),)
    assert confirms(searching(*openings, busy=busy), chosen)


def test_time_passing_takes_times_away_and_moves_none():
    openings = (between("9:00", "12:00"),)
    early = free_times(searching(*openings, earliest=at("8:00")))
    late = free_times(searching(*openings, earliest=at("9:20")))
    assert late == early[1:]


def test_touching_times_do_not_overlap():
    busy = (between("8:00", "9:00"), between("10:00", "11:00"))
    assert starts(searching(between("9:00", "10:00"), busy=busy)) == ["09:00"]


def test_openings_and_absences_off_the_grid_are_rounded_to_the_safe_side():
    assert starts(searching(between("9:05", "10:20"), minutes=60)) == ["09:15"]
    assert starts(searching(between("9:05", "10:10"), minutes=60)) == []
    busy = (between("9:10", "9:20"),)
    assert starts(searching(between("9:00", "10:00"), busy=busy, minutes=15)) == ["09:30", "09:45"]


def test_a_time_lies_inside_one_opening_also_where_two_touch_or_overlap():
    touching = (between("9:00", "9:30"), between("9:30", "10:00"))
    assert starts(searching(*touching)) == []
    overlapping = (between("9:00", "10:00"), between("9:30", "11:00"))
    assert starts(searching(*overlapping)) == ["09:00", "10:00"]


def test_the_loser_of_a_race_gets_the_next_three():
    search = searching(between("9:00", "14:00"), busy=(between("9:00", "10:00"),))
    assert [f"{slot.start:%H}" for slot in next_times(search)] == ["10", "11", "12"]


@pytest.mark.parametrize(
    ("search", "why"),
    [
        (searching(), "no_openings"),
        (searching(between("9:00", "10:00"), busy=(between("9:30", "9:45"),)), "all_taken"),
        (searching(between("9:00", "10:00"), earliest=at("9:15")), "too_soon"),
        (searching(between("9:00", "10:00"), latest=at("9:45")), "beyond_horizon"),
        (searching(between("9:00", "9:45")), "openings_too_short"),
        (searching(between("9:00", "10:00")), None),
    ],
)
def test_no_times_say_why(search, why):
    assert why_none(search) == why


def nine_o_clock(day: int, month: int) -> Interval:
    start = datetime(2026, month, day, 9, tzinfo=COPENHAGEN)
    return Interval(start.astimezone(UTC), (start + timedelta(hours=1)).astimezone(UTC))


@pytest.mark.parametrize(("day", "month"), [(29, 3), (25, 10)])
def test_nine_o_clock_stays_nine_when_the_clocks_change(day, month):
    days = [nine_o_clock(day + shift, month) for shift in (-1, 0, 1)]
    search = Search(days, (), 60, days[0].start, days[-1].end)
    heard = [slot.start.astimezone(COPENHAGEN).strftime("%d %H:%M") for slot in free_times(search)]
    assert heard == [f"{day + shift} 09:00" for shift in (-1, 0, 1)]


@pytest.mark.parametrize(("day", "month", "hours"), [(29, 3, 23), (25, 10, 25)])
def test_the_night_the_clocks_change_has_the_hours_it_has(day, month, hours):
    midnight = datetime(2026, month, day, tzinfo=COPENHAGEN).astimezone(UTC)
    after = datetime(2026, month, day + 1, tzinfo=COPENHAGEN).astimezone(UTC)
    search = Search((Interval(midnight, after),), (), 60, midnight, after)
    assert len(free_times(search)) == hours


def test_times_in_any_zone_come_back_in_utc():
    start = datetime(2026, 5, 18, 9, tzinfo=COPENHAGEN)
    search = Search((Interval(start, start + timedelta(hours=1)),), (), 60, start, NEXT_DAY)
    assert free_times(search)[0].start.tzinfo is UTC
    assert confirms(search, Interval(start, start + timedelta(hours=1)))


def test_a_time_without_a_zone_an_empty_one_and_a_length_off_the_grid_are_refused():
    naive = DAY.replace(tzinfo=None)
    refusals = [
        (lambda: Interval(naive, naive), "time_without_zone"),
        (lambda: Interval(DAY, DAY), "interval_ends_before_it_starts"),
        (lambda: searching(minutes=50), "length_off_grid"),
        (lambda: searching(minutes=0), "length_off_grid"),
        (lambda: searching(earliest=naive), "time_without_zone"),
    ]
    for refused, code in refusals:
        with pytest.raises(DomainError) as error:
            refused()
        assert error.value.code == code


QUARTERS = st.integers(0, 4 * 24 * 3)
MINUTES = st.integers(0, 60 * 24 * 3)


@st.composite
def intervals(draw, marks=MINUTES, unit=1):
    start = draw(marks)
    return Interval(
        DAY + timedelta(minutes=unit * start),
        DAY + timedelta(minutes=unit * (start + draw(st.integers(1, 240 // unit)))),
    )


@st.composite
def searches(draw):
    earliest = DAY + timedelta(minutes=draw(MINUTES))
    return Search(
        openings=tuple(draw(st.lists(intervals(), max_size=5))),
        busy=tuple(draw(st.lists(intervals(), max_size=5))),
        minutes=draw(st.sampled_from([15, 30, 45, 60])),
        earliest=earliest,
        latest=earliest + timedelta(minutes=draw(MINUTES)),
    )


@given(searches())
def test_every_listed_time_confirms(search):
    assert all(confirms(search, slot) for slot in free_times(search))


@given(searches(), QUARTERS)
def test_nothing_unlisted_confirms(search, quarter):
    start = DAY + timedelta(minutes=15 * quarter)
    asked = Interval(start, start + timedelta(minutes=search.minutes))
    listed = {(slot.start, slot.end) for slot in free_times(search)}
    assert confirms(search, asked) == ((asked.start, asked.end) in listed)
    assert not confirms(search, Interval(asked.start, asked.end + timedelta(minutes=15)))


@given(searches())
def test_times_are_in_order_and_never_overlap(search):
    found = free_times(search)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(searches())
def test_a_time_lies_in_an_opening_inside_the_bounds_and_off_busy_time(search):
    for slot in free_times(search):
        assert slot.length == timedelta(minutes=search.minutes)
        assert any(o.start <= slot.start and slot.end <= o.end for o in search.openings)
        assert search.earliest <= slot.start
        assert slot.end <= search.latest
        assert not any(slot.overlaps(taken) for taken in search.busy)


@given(searches(), intervals())
def test_a_new_booking_takes_away_what_it_touches_and_nothing_else(search, booking):
    before = free_times(search)
    after = free_times(
        Search(
            search.openings,
            (*search.busy, booking),
            search.minutes,
            search.earliest,
            search.latest,
        )
    )
    assert set(after) <= set(before)
    kept = [slot for slot in before if slot not in after]
    margin = timedelta(minutes=15)
    wide = Interval(booking.start - margin, booking.end + margin)
    assert all(slot.overlaps(wide) for slot in kept)


@given(searches())
def test_no_times_have_a_reason_and_some_have_none(search):
    assert (why_none(search) is None) == bool(free_times(search))
