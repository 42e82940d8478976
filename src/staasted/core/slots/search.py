"""Free times: one function lists, confirms and explains."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from staasted.core.errors import DomainError
from staasted.core.slots.interval import Interval, Slot
from staasted.core.slots.mask import Grid, bits, every, room_for, span

GRID_MINUTES = 15
"""Minutes per bit. Source: decision 0005."""


@dataclass(frozen=True, slots=True)
class Block:
    """What else takes time, and the code of why: an absence, a closed day, one's own calendar."""

    why: str
    intervals: Sequence[Interval]


@dataclass(frozen=True, slots=True)
class Room:
    """A room that can be used within some stretches and is taken in others; `key` names it."""

    key: int
    within: Sequence[Interval]
    busy: Sequence[Interval] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched: openings of the counsellor, everything that takes either one's time.

    `minutes` is the length of the conversation and a whole number of `step_minutes`;
    `pause_minutes`, a whole number of them too, lies between two times of one opening. A slot
    starts at or after `earliest` and ends at or before `latest`; all times aware. With `rooms`,
    one of them must be free from the slot's start to its end.
    """

    openings: Sequence[Interval]
    busy: Sequence[Interval]
    minutes: int
    earliest: datetime
    latest: datetime
    step_minutes: int = GRID_MINUTES
    pause_minutes: int = 0
    blocks: Sequence[Block] = ()
    rooms: Sequence[Room] | None = None

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.minutes % self.step_minutes:
            raise DomainError("length_off_grid", minutes=self.minutes, step=self.step_minutes)
        if self.pause_minutes < 0 or self.pause_minutes % self.step_minutes:
            raise DomainError("length_off_grid", minutes=self.pause_minutes, step=self.step_minutes)
        if self.earliest.utcoffset() is None or self.latest.utcoffset() is None:
            raise DomainError("time_without_zone", start=self.earliest, end=self.latest)

    @property
    def untaken(self) -> "Search":
        """Return the same search where nothing takes anybody's time."""
        return replace(self, busy=(), blocks=(), rooms=None)


def free_times(search: Search) -> tuple[Slot, ...]:
    """Return every free time, in order, none overlapping another.

    Times follow each other back to back from the start of an opening, with the pause between,
    so a booking takes its own time away and never moves the others; each lies inside one opening.
    Source: decision 0005.
    """
    if not search.openings:
        return ()
    grid = _grid(search)
    steps = search.minutes // search.step_minutes
    last = grid.floor(search.latest)
    free = span(grid.ceil(search.earliest), last)
    free &= ~grid.touched(search.busy, last)
    for block in search.blocks:
        free &= ~grid.touched(block.intervals, last)
    starts = room_for(free, steps) & _beats(grid, search, steps)
    if starts and search.rooms is not None:
        starts &= _with_a_room(grid, search.rooms, steps)
    return tuple(Slot(grid.time(bit), grid.time(bit + steps)) for bit in bits(starts))


def confirms(search: Search, slot: Interval) -> bool:
    """Return whether the time is one of the free times: what is listed, and nothing else."""
    return any((s.start, s.end) == (slot.start, slot.end) for s in free_times(search))


def next_times(search: Search, n: int = 3) -> tuple[Slot, ...]:
    """Return the first `n` free times, for somebody whose time has just been taken."""
    return free_times(search)[:n]


def rooms_for(search: Search, slot: Interval) -> tuple[int, ...]:
    """Return the keys of the rooms that are free from the slot's start to its end, in order."""
    return tuple(
        room.key
        for room in search.rooms or ()
        if any(i.start <= slot.start and slot.end <= i.end for i in room.within)
        and not any(slot.overlaps(taken) for taken in room.busy)
    )


def why_none(search: Search) -> str | None:
    """Return the code that says why there are no free times; None when there are some.

    It names what alone stands in the way, in the order: other bookings, each block, rooms,
    notice and horizon. Where only several together do, it is the first without which the
    others leave a time.
    """
    if free_times(search):
        return None
    if not search.openings:
        return "no_openings"
    lifted = _lifted(search)
    for why, without in lifted:
        if free_times(without):
            return why
    if free_times(search.untaken):
        return _together(search)
    return _outside_bounds(search)


def _lifted(search: Search) -> list[tuple[str, Search]]:
    """Each thing that can stand in the way, and the search without it alone."""
    ways = [("all_taken", replace(search, busy=()))] if search.busy else []
    for block in search.blocks:
        others = tuple(other for other in search.blocks if other is not block)
        ways.append((block.why, replace(search, blocks=others)))
    if search.rooms is not None:
        ways.append(("no_room", replace(search, rooms=None)))
    return ways


def _together(search: Search) -> str:
    """The last of the things in the way that had to be lifted until a time appeared."""
    lifted, code = replace(search, busy=()), "all_taken"
    for block in search.blocks:
        lifted, code = replace(lifted, blocks=lifted.blocks[1:]), block.why
        if free_times(lifted):
            return code
    return "no_room" if search.rooms is not None else code


def _outside_bounds(search: Search) -> str:
    """Return whether openings lie too soon or beyond the horizon, or are too short."""
    bare = search.untaken
    first = min(i.start for i in search.openings)
    last = max(i.end for i in search.openings) + timedelta(minutes=search.step_minutes)
    if free_times(replace(bare, latest=last)):
        return "beyond_horizon"
    if free_times(replace(bare, earliest=first)):
        return "too_soon"
    return "openings_too_short"


def _grid(search: Search) -> Grid:
    return Grid.at(min(i.start for i in search.openings), search.step_minutes)


def _with_a_room(grid: Grid, rooms: Sequence[Room], steps: int) -> int:
    """Return the starts at which one room is free for all the steps."""
    mask = 0
    for room in rooms:
        within = 0
        for stretch in room.within:
            within |= span(grid.ceil(stretch.start), grid.floor(stretch.end))
        mask |= room_for(within & ~grid.touched(room.busy), steps)
    return mask


def _beats(grid: Grid, search: Search, steps: int) -> int:
    """Return the starts that follow each other back to back from the start of each opening.

    Where openings overlap, the later one begins at the end of the earlier.
    """
    stride = steps + search.pause_minutes // search.step_minutes
    mask = taken = 0
    for opening in sorted(search.openings):
        start, end = max(grid.ceil(opening.start), taken), grid.floor(opening.end)
        mask |= every(start, end, steps, stride)
        taken = max(taken, end)
    return mask
