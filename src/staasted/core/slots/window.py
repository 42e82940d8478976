"""The days and hours somebody could come: which free times suit them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, tzinfo

from staasted.core.errors import DomainError
from staasted.core.slots.interval import Slot


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `first_on` to `last_on`, both inclusive, on ISO weekdays (Monday is 1), and the
    hours of the day a time lies wholly within, as on the wall in `zone`; no `ends` is midnight.

    Errors: DomainError ``window_ends_before_it_starts``, ``window_without_days``.
    """

    first_on: date
    last_on: date
    weekdays: frozenset[int]
    zone: tzinfo
    starts: time = time.min
    ends: time | None = None

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise DomainError(
                "window_ends_before_it_starts", first=self.first_on, last=self.last_on
            )
        if not self.weekdays:
            raise DomainError("window_without_days")

    def holds(self, slot: Slot) -> bool:
        """Return whether a time lies wholly inside; one over midnight does not."""
        start, end = slot.start.astimezone(self.zone), slot.end.astimezone(self.zone)
        on = start.date()
        if not self.first_on <= on <= self.last_on or on.isoweekday() not in self.weekdays:
            return False
        within = self.ends is None or end.time() <= self.ends
        return end.date() == on and start.time() >= self.starts and within

    def among(self, slots: Iterable[Slot]) -> Iterator[Slot]:
        """Yield those of the times that lie inside, in their order."""
        return (slot for slot in slots if self.holds(slot))
