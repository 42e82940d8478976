"""Time as bits: one bit per step in one Python integer, the earliest step lowest.

Times are whole seconds since 1970 in UTC: a tenth of the cost of datetimes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from staasted.core.slots.interval import Slot

MINUTE = 60
Span = tuple[int, int]
"""From a second (included) to another (not included), counted since 1970."""

_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Masks:
    """The starts of an opening's times, and the steps that are free, from `origin` on.

    `origin` is the step of bit 0, counted from 1970; a time takes `steps` of `step` seconds.
    `rooms` are the steps each room is free; None where none is needed.
    """

    origin: int
    step: int
    steps: int
    beats: int
    free: int
    rooms: tuple[int, ...] | None = None

    @property
    def starts(self) -> int:
        """Return the bits at which a time is free from start to end."""
        starts = self.beats & room_for(self.free, self.steps)
        if self.rooms is None or not starts:
            return starts
        somewhere = 0
        for room in self.rooms:
            somewhere |= room_for(room, self.steps)
        return starts & somewhere

    def slots(self, most: int | None = None) -> tuple[Slot, ...]:
        """Return the free times in order, at most so many."""
        found: list[Slot] = []
        for bit in bits(self.starts):
            if len(found) == most:
                break
            first = (self.origin + bit) * self.step
            found.append(Slot(moment(first), moment(first + self.steps * self.step)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Grid:
    """Steps of `step` seconds, bit 0 the one that contains the second `start`."""

    start: int
    step: int

    @property
    def origin(self) -> int:
        """Return the step of bit 0, counted from 1970."""
        return self.start // self.step

    def inside(self, stretches: Iterable[Span]) -> int:
        """Return the steps that lie wholly in a stretch."""
        origin, step, mask = self.origin, self.step, 0
        for start, end in stretches:
            first, last = max(0, -(-start // step) - origin), end // step - origin
            if last > first:
                mask |= ((1 << (last - first)) - 1) << first
        return mask

    def touched(self, stretches: Iterable[Span], before: int) -> int:
        """Return the steps a stretch touches at all, as far as they begin before a second.

        Somebody may be away until further notice: nobody needs the bits of a hundred years.
        """
        origin, step, mask = self.origin, self.step, 0
        most = -(-before // step) - origin
        for start, end in stretches:
            first, last = start // step - origin, -(-end // step) - origin
            # An office's are thousands: a condition costs a third of what min and max do.
            if first < 0:  # noqa: PLR1730
                first = 0
            if last > most:  # noqa: PLR1730
                last = most
            if last > first:
                mask |= ((1 << (last - first)) - 1) << first
        return mask

    def beats(self, stretches: Iterable[Span], steps: int, stride: int) -> int:
        """Return the starts that follow each other from the start of each stretch.

        Where stretches overlap, the later one begins at the end of the earlier.
        """
        origin, step = self.origin, self.step
        mask = taken = 0
        for start, end in sorted(stretches):
            first, last = max(0, -(-start // step) - origin, taken), end // step - origin
            count = (last - first - steps) // stride + 1
            if count > 0:
                mask |= _every(stride, count) << first
            taken = max(taken, last)
        return mask


@lru_cache(maxsize=1024)
def _every(stride: int, count: int) -> int:
    """So many bits, each `stride` after the one before."""
    return ((1 << (count * stride)) - 1) // ((1 << stride) - 1)


def shared(stretches: Sequence[Span], *others: Sequence[Span]) -> Sequence[Span]:
    """Return where a stretch of everybody's lies at once: each within one stretch of each."""
    for more in others:
        stretches = [
            (max(start, first), min(end, last))
            for start, end in stretches
            for first, last in more
            if start < last and first < end
        ]
    return stretches


def down(moment: datetime) -> int:
    """Return whole seconds since 1970, those that have passed at `moment`."""
    return (moment - _ZERO) // _SECOND


def up(moment: datetime) -> int:
    """Return whole seconds since 1970, a part of one counted as one."""
    return -((_ZERO - moment) // _SECOND)


def moment(second: int) -> datetime:
    """Return the moment at a second since 1970, in UTC."""
    return _ZERO + timedelta(seconds=second)


def room_for(mask: int, steps: int) -> int:
    """Return the bits at which `steps` bits in a row are set."""
    have = 1
    while have < steps and mask:
        shift = min(have, steps - have)
        mask &= mask >> shift
        have += shift
    return mask


def bits(mask: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    text, size = f"{mask:b}", mask.bit_length()
    at = text.rfind("1")
    while at >= 0:
        yield size - 1 - at
        at = text.rfind("1", 0, at)
