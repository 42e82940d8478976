"""House numbers: decided here, within a range a municipality may set; never shown as law."""

from typing import Self

from pydantic import model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.core.axes import Freedom
from staasted.core.cadence import Intervals, WeeksBetween


class PolicyWords(Entry):
    """The number in one sentence the citizen can read."""

    sentence: str


class PolicyNumber(Entry):
    """One number with its unit, its source and the range (both ends inclusive)."""

    slug: str
    value: int
    unit: str
    source: str
    range: tuple[int, int]
    da: PolicyWords

    @model_validator(mode="after")
    def _inside_its_range(self) -> Self:
        low, high = self.range
        if not low <= self.value <= high:
            raise ValueError(f"{self.value} lies outside {low}-{high}")
        return self

    @property
    def words(self) -> PolicyWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class Policy(Entry):
    """All house numbers by slug."""

    numbers: dict[str, PolicyNumber]

    def __getitem__(self, slug: str) -> int:
        return self.numbers[slug].value

    @property
    def intervals(self) -> Intervals:
        """Return the proposed weeks between contacts."""
        return Intervals(
            early_weeks=self["early_weeks"],
            close_support=self._interval(Freedom.CLOSE_SUPPORT),
            shared_steering=self._interval(Freedom.SHARED_STEERING),
            check_ins=self._interval(Freedom.CHECK_INS),
        )

    def silence_days(self, freedom: Freedom | None, weeks_in_spell: int | None) -> int:
        """Return the most days without contact both ways before we reach out.

        None is no agreement yet; an unknown length of the spell is read as early.
        """
        if freedom is None:
            return self["silence_days_none"]
        early = weeks_in_spell is None or weeks_in_spell < self["early_weeks"]
        return self[f"silence_days_{freedom.value}_{'early' if early else 'later'}"]

    def _interval(self, freedom: Freedom) -> WeeksBetween:
        early, later = f"interval_{freedom.value}_early", f"interval_{freedom.value}_later"
        return WeeksBetween(self[early], self[later])
