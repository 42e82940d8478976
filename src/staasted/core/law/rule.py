"""A dated rule and where it comes from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from staasted.core.law.kinds import Kind


class Grade(StrEnum):
    """How well a rule is supported: A read in the act … C remembered, never active."""

    A = "A"
    A_INF = "A-inf"
    A_AGREEMENT = "A-agreement"
    B = "B"
    S = "S"
    C = "C"


class Bearer(StrEnum):
    """Who owes the duty."""

    MUNICIPALITY = "municipality"
    UNEMPLOYMENT_FUND = "unemployment_fund"


class VersionDay(StrEnum):
    """The day that chooses which version of a rule applies."""

    WINDOW_FIRST_DAY = "window_first_day"
    DAY_HELD = "day_held"


@dataclass(frozen=True, slots=True)
class Source:
    """Act, section and address; `inferred` names the fields that were not read."""

    act: str
    section: str
    eli: str
    grade: Grade
    inferred: frozenset[str] = frozenset()

    @property
    def citation(self) -> str:
        """Return act and section as people cite them."""
        return f"{self.act} {self.section}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule; `from_on` and `to_on` inclusive, None while no end is known.

    `verified_until` is the last day the text was checked: after it nothing is shown as a must.
    """

    id: str
    version: str
    kind: Kind
    groups: frozenset[str]
    bearer: Bearer
    from_on: date
    to_on: date | None
    source: Source
    picks_version_by: VersionDay
    interpretation: bool = False
    verified_until: date | None = None

    def in_force(self, day: date) -> bool:
        """Return whether this version is in force on `day`, both ends included."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def verified(self, day: date) -> bool:
        """Return whether the text has been checked for `day`."""
        return self.verified_until is None or day <= self.verified_until
