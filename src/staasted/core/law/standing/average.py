"""Kind: the average of a group, against a baseline."""

from dataclasses import dataclass
from enum import StrEnum

from staasted.core.law.rule import Kind


class Baseline(StrEnum):
    """What an average is held against: the act's minimum, or the group's own level before."""

    STATUTORY = "statutory"
    OBSERVED = "observed"


@dataclass(frozen=True, slots=True)
class AverageOfGroup(Kind):
    """A group's mean of counted conversations per person is at least the baseline.

    ``level`` is the observed mean per person, None under a statutory baseline. ``tolerance``
    (0-1) is the part it may lie below. Source: BEK 603/2017 § 4, stk. 3.
    """

    baseline: Baseline
    level: float | None = None
    tolerance: float = 0.0

    def met(self, counted: float, persons: float, required: float | None = None) -> bool | None:
        """Return whether the mean is reached; None without persons or a baseline.

        ``persons`` may be fractions of a period; ``required`` is the sum of minima.
        """
        wanted = required if self.baseline is Baseline.STATUTORY else self._observed(persons)
        if wanted is None or persons <= 0:
            return None
        return counted >= (1 - self.tolerance) * wanted

    def _observed(self, persons: float) -> float | None:
        return None if self.level is None else self.level * persons
