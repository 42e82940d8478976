"""How somebody's day lies: what is open, taken and free, to the minute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from staasted.core.slots.mask import MINUTE, Grid, Span


@dataclass(frozen=True, slots=True)
class DayUse:
    """Stretches of one day in seconds since 1970, in order, none touching the next of its kind.

    `open` are the openings, joined; `held` is what conversations take, open or not; `free` is
    open, still ahead, and taken by nothing. `held_count` is how many conversations there are.
    """

    bounds: Span
    open: tuple[Span, ...] = ()
    held: tuple[Span, ...] = ()
    away: tuple[Span, ...] = ()
    free: tuple[Span, ...] = ()
    held_count: int = 0

    @property
    def open_minutes(self) -> int:
        """Return how long one can be booked at all."""
        return minutes_of(self.open)

    @property
    def free_minutes(self) -> int:
        """Return how long one can be booked still."""
        return minutes_of(self.free)

    @property
    def away_all_day(self) -> bool:
        """Return whether nobody is there for as long as the day lasts."""
        return self.away == (self.bounds,)


def day_use(
    bounds: Span,
    *,
    openings: Iterable[Span] = (),
    held: Sequence[Span] = (),
    away: Sequence[Span] = (),
    after: int = 0,
) -> DayUse:
    """Return how the time between two moments lies, as seen from the second `after`.

    Bounds are whole minutes. What lies beyond them is left out; what is taken for a part of a
    minute takes all of it, and an opening lasts for its whole minutes.
    """
    start, end = bounds
    grid = Grid(start, MINUTE)
    most = (1 << (end - start) // MINUTE) - 1
    is_open = grid.inside(_cut(openings, bounds)) & most
    is_held = grid.touched(_cut(held, bounds), end)
    is_away = grid.touched(_cut(away, bounds), end)
    ahead = grid.inside([(max(start, after), end)]) if after < end else 0
    return DayUse(
        bounds,
        open=runs(is_open, start),
        held=runs(is_held, start),
        away=runs(is_away, start),
        free=runs(is_open & ~is_held & ~is_away & ahead, start),
        held_count=sum(first < end and last > start for first, last in held),
    )


def runs(mask: int, start: int) -> tuple[Span, ...]:
    """Return the runs of set bits as stretches; each bit is a minute, the first at `start`."""
    found: list[Span] = []
    at = start
    while mask:
        gap = (mask & -mask).bit_length() - 1
        mask >>= gap
        length = (~mask & (mask + 1)).bit_length() - 1
        mask >>= length
        at += gap * MINUTE
        found.append((at, at + length * MINUTE))
        at += length * MINUTE
    return tuple(found)


def minutes_of(stretches: Iterable[Span]) -> int:
    """Return the minutes of stretches that do not overlap."""
    return sum(end - start for start, end in stretches) // MINUTE


def _cut(stretches: Iterable[Span], bounds: Span) -> list[Span]:
    """The parts within the bounds; the bits of what is long before would shift the grid."""
    first, last = bounds
    return [(max(s, first), min(e, last)) for s, e in stretches if s < last and e > first]
