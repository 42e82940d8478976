"""Kind: the ratio of people placed to ordinary staff at one production unit."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor

from staasted.core.law.rule import Kind


class CountedIn(StrEnum):
    """What staff and people placed are counted in."""

    PERSONS = "persons"
    FULL_TIME = "full_time"


@dataclass(frozen=True, slots=True)
class RatioCeiling(Kind):
    """One for each ``per`` up to ``up_to`` staff, then one for each ``then_per``.

    At least ``at_least`` always. Source: BEK 1216/2023 § 65; decision 0012 (whole numbers
    are rounded down: the text has no rule).
    """

    per: int = 5
    up_to: int = 50
    then_per: int = 10
    at_least: int = 1
    unit: CountedIn = CountedIn.FULL_TIME

    def cap(self, staff: float) -> int:
        """Return how many may be placed where the ordinary staff is this large."""
        below = max(self.at_least, floor(min(staff, self.up_to) / self.per))
        return below + floor(max(staff - self.up_to, 0) / self.then_per)

    def over(self, staff: float, placed: float) -> bool:
        """Return whether more are placed than the cap."""
        return placed > self.cap(staff)
