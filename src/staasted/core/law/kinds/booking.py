"""Kind: who makes the appointment."""

from dataclasses import dataclass
from enum import StrEnum


class BookedBy(StrEnum):
    """Who makes the appointment: a summons from the municipality, or the person."""

    SUMMONS = "summons"
    SELF_BOOKING = "self_booking"


@dataclass(frozen=True, slots=True)
class BookingDuty:
    """Who makes the first appointment and who makes the later ones.

    Source: LBK 280/2024 § 34, stk. 1-2.
    """

    first: BookedBy
    then: BookedBy

    def booked_by(self, *, first_held: bool) -> BookedBy:
        """Return who books now; `first_held` when a first conversation has counted."""
        return self.then if first_held else self.first
