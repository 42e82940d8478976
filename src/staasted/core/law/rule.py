"""A dated rule and where it comes from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from staasted.core.law.condition import Condition
from staasted.core.law.facts import Bearer


class Grade(StrEnum):
    """How well a rule is supported: A read in the act … C remembered, never active."""

    A = "A"
    A_INF = "A-inf"
    A_AGREEMENT = "A-agreement"
    B = "B"
    S = "S"
    C = "C"


class VersionDay(StrEnum):
    """The day that chooses which version of a rule applies."""

    WINDOW_FIRST_DAY = "window_first_day"
    DAY_HELD = "day_held"
    WHOLE_WINDOW = "whole_window"
    OPEN_ON_FIRST_DAY = "open_on_first_day"


@dataclass(frozen=True, slots=True)
class Source:
    """Act, section and address; `inferred` names the fields that were not read.

    ``confirmed`` is False where the section itself could not be read.
    """

    act: str
    section: str
    eli: str
    grade: Grade
    inferred: frozenset[str] = frozenset()
    confirmed: bool = True

    @property
    def citation(self) -> str:
        """Return act and section as people cite them."""
        return f"{self.act} {self.section}".strip()


class Kind:
    """What a rule asks; the closed set of kinds lies in `core/law/kinds`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule; `from_on` and `to_on` inclusive, None while no end is known.

    `line` is the same duty through the versions. `when` narrows who it binds.
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
    picks_version_by: VersionDay = VersionDay.WINDOW_FIRST_DAY
    line: str = ""
    when: Condition | None = None
    interpretation: bool = False
    verified_until: date | None = None

    def in_force(self, day: date) -> bool:
        """Return whether this version is in force on `day`, both ends included."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def verified(self, day: date) -> bool:
        """Return whether the text has been read, and checked for `day`."""
        checked = self.verified_until is None or day <= self.verified_until
        return self.source.confirmed and checked
