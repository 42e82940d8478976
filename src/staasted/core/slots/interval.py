"""Stretches of time, half-open and aware."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` (included) to `end` (not included); aware, in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise DomainError("time_without_zone", start=self.start, end=self.end)
        if self.end <= self.start:
            raise DomainError("interval_ends_before_it_starts", start=self.start, end=self.end)

    def overlaps(self, other: "Interval") -> bool:
        """Return whether the two share any moment; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def outside(self, other: "Interval | None") -> "tuple[Interval, ...]":
        """Return the parts of this stretch that do not lie in the other, in order."""
        if other is None or not self.overlaps(other):
            return (self,)
        parts = []
        if self.start < other.start:
            parts.append(Interval(self.start, other.start))
        if other.end < self.end:
            parts.append(Interval(other.end, self.end))
        return tuple(parts)

    @property
    def length(self) -> timedelta:
        """Return the length in elapsed time."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, order=True)
class Slot(Interval):
    """A time that can be booked."""
