"""Free times: one function lists, confirms and explains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from staasted.core.errors import DomainError
from staasted.core.slots.interval import Interval, Slot
from staasted.core.slots.mask import MINUTE, Grid, Masks, Span, down, shared, up

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
class CoHolder:
    """Somebody else who holds the conversation too: what is open with them, and what takes it.

    `why` is the code that names them where they are what stands in the way; `pause_minutes` is
    a whole number of steps.
    """

    why: str
    openings: Sequence[Interval]
    busy: Sequence[Interval] = ()
    pause_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched: openings of the counsellor, everything that takes either one's time.

    `minutes` is the length of the conversation and a whole number of `step_minutes`;
    `pause_minutes`, a whole number of them too, lies between two times of one opening. A slot
    starts at or after `earliest` and ends at or before `latest`; all times aware. With `rooms`,
    one of them must be free from the slot's start to its end. With `also`, each of them must be
    open and free too: times follow each other from where they are all open.
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
    also: Sequence[CoHolder] = ()

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.minutes % self.step_minutes:
            raise DomainError("length_off_grid", minutes=self.minutes, step=self.step_minutes)
        for pause in (self.pause_minutes, *(each.pause_minutes for each in self.also)):
            if pause < 0 or pause % self.step_minutes:
                raise DomainError("length_off_grid", minutes=pause, step=self.step_minutes)
        if self.earliest.utcoffset() is None or self.latest.utcoffset() is None:
            raise DomainError("time_without_zone", start=self.earliest, end=self.latest)

    @property
    def untaken(self) -> "Search":
        """Return the same search where nothing takes time, and nobody else is needed."""
        return replace(self, busy=(), blocks=(), rooms=None, also=())

    @property
    def unbooked(self) -> "Search":
        """Return the same search where nobody who holds it is busy."""
        return replace(self, busy=(), also=[replace(each, busy=()) for each in self.also])


def free_times(search: Search) -> tuple[Slot, ...]:
    """Return every free time, in order, none overlapping another.

    Times follow each other back to back from the start of an opening, with the pause between,
    so a booking takes its own time away and never moves the others; each lies inside one opening.
    Source: decision 0005.
    """
    return masks_of(search).slots()


def masks_of(search: Search) -> Masks:
    """Return a search as bits; what lies off a whole second is rounded to the safe side."""
    taken = chain(
        search.busy,
        *(block.intervals for block in search.blocks),
        *(each.busy for each in search.also),
    )
    rooms = search.rooms
    pause = max((search.pause_minutes, *(each.pause_minutes for each in search.also)))
    theirs = (_within(each.openings) for each in search.also)
    return masks(
        openings=shared(_within(search.openings), *theirs),
        busy=_around(taken),
        steps=(search.minutes, pause, search.step_minutes),
        bounds=(up(search.earliest), down(search.latest)),
        rooms=None if rooms is None else [(_within(r.within), _around(r.busy)) for r in rooms],
    )


def masks(
    *,
    openings: Sequence[Span],
    busy: Sequence[Span],
    steps: tuple[int, int, int],
    bounds: Span,
    rooms: Sequence[tuple[Sequence[Span], Sequence[Span]]] | None = None,
) -> Masks:
    """Return openings and what is taken as bits, from whole seconds.

    `steps` are the minutes of the conversation, of the pause and of one bit; `bounds` are the
    earliest start and the latest end; each room has where it can be used, and where it is taken.
    """
    minutes, pause, step = steps
    grid = Grid(min((start for start, _ in openings), default=bounds[0]), step * MINUTE)
    free = grid.inside([bounds]) & ~grid.touched(busy, bounds[1])
    here = (
        None
        if rooms is None
        else tuple(grid.inside(within) & ~grid.touched(taken, bounds[1]) for within, taken in rooms)
    )
    length = minutes // step
    beats = grid.beats(openings, length, length + pause // step)
    return Masks(grid.origin, step * MINUTE, length, beats, free, here)


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

    It names what alone stands in the way, in the order: other bookings, each block, rooms, each
    other holder, notice and horizon. Where only several together do, it is the first without which
    the others leave a time.
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
    ways += [
        (each.why, replace(search, also=[other for other in search.also if other is not each]))
        for each in search.also
    ]
    return ways


def _together(search: Search) -> str:
    """The last of the things in the way that had to be lifted until a time appeared."""
    lifted, code = replace(search, busy=()), "all_taken"
    for block in search.blocks:
        lifted, code = replace(lifted, blocks=lifted.blocks[1:]), block.why
        if free_times(lifted):
            return code
    if lifted.rooms is not None:
        lifted, code = replace(lifted, rooms=None), "no_room"
        if free_times(lifted):
            return code
    return search.also[-1].why if search.also else code


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


def _within(intervals: Iterable[Interval]) -> list[Span]:
    return [(up(interval.start), down(interval.end)) for interval in intervals]


def _around(intervals: Iterable[Interval]) -> list[Span]:
    return [(down(interval.start), up(interval.end)) for interval in intervals]
