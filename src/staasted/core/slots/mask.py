"""Time as bits: one bit per step in one Python integer, the earliest step lowest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from staasted.core.slots.interval import Interval

_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Grid:
    """Steps of `minutes` counted from `origin`, itself a whole step of the day in UTC."""

    origin: int
    minutes: int

    @classmethod
    def at(cls, start: datetime, minutes: int) -> "Grid":
        """Return the grid whose first bit is the step that contains `start`."""
        return cls((start - _ZERO) // timedelta(minutes=minutes), minutes)

    def floor(self, time: datetime) -> int:
        """Return the bit of the step that contains `time`, never below 0."""
        return max(0, (time - _ZERO) // timedelta(minutes=self.minutes) - self.origin)

    def ceil(self, time: datetime) -> int:
        """Return the bit of the first step that starts at or after `time`, never below 0."""
        return max(0, -((_ZERO - time) // timedelta(minutes=self.minutes)) - self.origin)

    def time(self, bit: int) -> datetime:
        """Return when the step of `bit` starts, in UTC."""
        return _ZERO + (self.origin + bit) * timedelta(minutes=self.minutes)

    def touched(self, intervals: Iterable[Interval], before: int | None = None) -> int:
        """Return the steps an interval touches at all, of those `before` a bit where one is given.

        Somebody may be away until further notice: nobody needs the bits of a hundred years.
        """
        mask = 0
        for interval in intervals:
            end = self.ceil(interval.end)
            mask |= span(self.floor(interval.start), end if before is None else min(end, before))
        return mask


def span(start: int, end: int) -> int:
    """Return the bits from `start` (included) to `end` (not included)."""
    return ((1 << (end - start)) - 1) << start if end > start else 0


def room_for(mask: int, steps: int) -> int:
    """Return the bits at which `steps` bits in a row are set."""
    have = 1
    while have < steps and mask:
        shift = min(have, steps - have)
        mask &= mask >> shift
        have += shift
    return mask


def every(start: int, end: int, steps: int, stride: int) -> int:
    """Return every `stride`-th bit from `start`, as far as `steps` bits fit before `end`."""
    count = (end - start - steps) // stride + 1
    return ((1 << (count * stride)) - 1) // ((1 << stride) - 1) << start if count > 0 else 0


def bits(mask: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
