"""Clocks, facts and acts: what rules lean on."""

from datetime import date
from typing import Literal

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.catalog.rules.named import BenefitId, GroupId
from staasted.core.calendar import Period
from staasted.core.law import Breaks, CarriesOn, Clock, Measure


class Restarts(Entry):
    """A change between these groups begins the count anew. ``from`` is a word of Python's."""

    leaving: tuple[GroupId, ...] = Field(alias="from")
    joining: tuple[GroupId, ...] = Field(alias="to")


class Carries(Entry):
    """A change of benefit that begins nothing anew while the fact is true."""

    before: BenefitId = Field(alias="from")
    after: BenefitId = Field(alias="to")
    when: str


class ClockEntry(Entry):
    """A clock as it is written; hours by kind of insurance, days inclusive."""

    slug: str
    starts: str
    breaks: Breaks
    cites: str
    starts_for: dict[str, tuple[GroupId, ...]] = Field(default_factory=dict)
    benefits: tuple[BenefitId, ...] = ()
    restarts: Restarts | None = None
    carries_on: tuple[Carries, ...] = ()
    measure: Measure = Measure.CALENDAR
    month_hours: dict[str, float] = Field(default_factory=dict)
    week_hours: dict[str, float] = Field(default_factory=dict)
    uncounted: tuple[tuple[date, date], ...] = ()

    def as_clock(self) -> Clock:
        """Return the core clock."""
        groups = {group: day for day, groups in self.starts_for.items() for group in groups}
        restarts = self.restarts
        return Clock(
            slug=self.slug,
            breaks=self.breaks,
            starts=self.starts,
            citation=self.cites,
            starts_for=groups,
            benefits=frozenset(self.benefits),
            restarts=_pair(restarts),
            carries_on=tuple(CarriesOn(c.before, c.after, c.when) for c in self.carries_on),
            measure=self.measure,
            month_hours=self.month_hours,
            week_hours=self.week_hours,
            uncounted=tuple(Period(first, last) for first, last in self.uncounted),
        )

    @property
    def days(self) -> frozenset[str]:
        """Return the days of a period it begins on."""
        return frozenset({self.starts, *self.starts_for}) - {"period"}


class FactWords(Entry):
    """A fact's Danish name, and what is asked where it is not known."""

    name: str
    asks: str
    asks_staff: str


class FactEntry(Entry):
    """A fact (true, false or not known) or a named day that rules ask for."""

    slug: str
    kind: Literal["fact", "day"]
    da: FactWords

    @property
    def words(self) -> FactWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class ActEntry(Entry):
    """An act or order; ``read`` False where the sections cited lie unread, but for some.

    ``numbers_from`` is the first day an act's numbering holds, where it numbers its matter anew.
    """

    slug: str
    title: str
    short: str
    issued: date | None = None
    read: bool = True
    read_sections: tuple[str, ...] = ()
    numbers_from: date | None = None


def _pair(restarts: Restarts | None) -> tuple[frozenset[str], frozenset[str]]:
    if restarts is None:
        return frozenset(), frozenset()
    return frozenset(restarts.leaving), frozenset(restarts.joining)
