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
class Search:
    """What is searched: openings of the counsellor, everything that takes either one's time.

    `minutes` is the length of the conversation and a whole number of `step_minutes`. A slot
    starts at or after `earliest` and ends at or before `latest`; all times aware.
    """

    openings: Sequence[Interval]
    busy: Sequence[Interval]
    minutes: int
    earliest: datetime
    latest: datetime
    step_minutes: int = GRID_MINUTES

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.minutes % self.step_minutes:
            raise DomainError("length_off_grid", minutes=self.minutes, step=self.step_minutes)
        if self.earliest.utcoffset() is None or self.latest.utcoffset() is None:
            raise DomainError("time_without_zone", start=self.earliest, end=self.latest)


def free_times(search: Search) -> tuple[Slot, ...]:
    """Return every free time, in order, none overlapping another.

    Times follow each other back to back from the start of an opening, so a booking takes its
    own time away and never moves the others; each lies inside one opening.
    Source: decision 0005.
    """
    if not search.openings:
        return ()
    grid = Grid.at(min(i.start for i in search.openings), search.step_minutes)
    steps = search.minutes // search.step_minutes
    bounds = span(grid.ceil(search.earliest), grid.floor(search.latest))
    free = bounds & ~grid.touched(search.busy)
    starts = room_for(free, steps) & _beats(grid, search.openings, steps)
    return tuple(Slot(grid.time(bit), grid.time(bit + steps)) for bit in bits(starts))


def confirms(search: Search, slot: Interval) -> bool:
    """Return whether the time is one of the free times: what is listed, and nothing else."""
    return any((s.start, s.end) == (slot.start, slot.end) for s in free_times(search))


def next_times(search: Search, n: int = 3) -> tuple[Slot, ...]:
    """Return the first `n` free times, for somebody whose time has just been taken."""
    return free_times(search)[:n]


def why_none(search: Search) -> str | None:
    """Return the code that says why there are no free times; None when there are some."""
    if free_times(search):
        return None
    if not search.openings:
        return "no_openings"
    if free_times(replace(search, busy=())):
        return "all_taken"
    return _outside_bounds(search)


def _outside_bounds(search: Search) -> str:
    """Return whether openings lie too soon or beyond the horizon, or are too short."""
    first = min(i.start for i in search.openings)
    last = max(i.end for i in search.openings) + timedelta(minutes=search.step_minutes)
    if free_times(replace(search, busy=(), earliest=search.earliest, latest=last)):
        return "beyond_horizon"
    if free_times(replace(search, busy=(), earliest=first, latest=search.latest)):
        return "too_soon"
    return "openings_too_short"


def _beats(grid: Grid, openings: Sequence[Interval], steps: int) -> int:
    """Return the starts that follow each other back to back from the start of each opening.

    Where openings overlap, the later one begins at the end of the earlier.
    """
    mask = taken = 0
    for opening in sorted(openings):
        start, end = max(grid.ceil(opening.start), taken), grid.floor(opening.end)
        mask |= every(start, end, steps)
        taken = max(taken, end)
    return mask
