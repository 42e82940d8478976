"""What is known about one person when the rules are read. What is absent is not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from staasted.core.calendar import whole_month_between
from staasted.core.law.facts import Bearer

_SHORTEST_MONTH = timedelta(days=28)
_TWO_MONTHS = timedelta(days=62)
"""Two days further apart than this always have a whole calendar month between them."""


@dataclass(frozen=True, slots=True)
class OnBenefit:
    """Time on one benefit in one target group; both ends inclusive, ``last`` None while it runs.

    ``days`` are the period's own days by name (``first_request``, ``registered``,
    ``first_absence``, ``transferred`` …). ``group_now`` is the group of today where it has
    changed on a day nobody knows.
    """

    group: str
    benefit: str
    first: date
    last: date | None = None
    days: Mapping[str, date] = field(default_factory=dict)
    group_now: str = ""
    opens_on: date = field(init=False, repr=False, compare=False)
    """The first day a conversation may lie on: first request, else the first day."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "opens_on", self.days.get("first_request") or self.first)

    def covers(self, day: date) -> bool:
        """Return whether a day lies in it, from the first request on."""
        return self.opens_on <= day and (self.last is None or day <= self.last)

    def follows(self, before: "OnBenefit") -> bool:
        """Return whether no whole calendar month lies between."""
        last = before.last
        if last is None:
            return True
        apart = self.first - last
        if apart <= _SHORTEST_MONTH or apart > _TWO_MONTHS:  # most are: no calendar is asked
            return apart <= _SHORTEST_MONTH
        return not whole_month_between(last, self.first)


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact that is known to be so, or not so, in a stretch of days (both inclusive)."""

    value: bool
    first: date | None = None
    last: date | None = None

    def on(self, day: date) -> bool:
        """Return whether the stretch holds the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class DocumentedRelief:
    """Relief on documents; ``first`` is the day it was documented, ``starts_on`` the ground's.

    ``ground`` empty: the authority has found that one holds, and which is not known here.
    ``kept`` where the authority keeps the duty all the same.
    Source: LBK 280/2024 § 106.
    """

    first: date
    last: date | None = None
    ground: str = ""
    starts_on: date | None = None
    kept: bool = False

    def covers(self, day: date) -> bool:
        """Return whether it runs on a day; the ground's first day itself is after it."""
        if day < self.first or (self.last is not None and day > self.last):
            return False
        return self.starts_on is None or day < self.starts_on


@dataclass(frozen=True, slots=True)
class ShareExemption:
    """A written assessment that somebody needs no more numbered conversations for now.

    It runs from the day it was decided to the day it is looked at again (exclusive).
    Source: decision 0012 (LOV 1750/2025, wording unread).
    """

    decided_on: date
    review_on: date | None = None
    bearer: Bearer = Bearer.MUNICIPALITY


@dataclass(frozen=True, slots=True)
class Accumulated:
    """Unemployment counted up to a day by the one who counts it: weeks or hours."""

    on: date
    weeks: float | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class AgreedContact:
    """An agreement in force from a day, and the day it names for the next contact."""

    first: date
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person's facts. ``times`` are in order and do not overlap; months are first days.

    ``lives_in`` is the municipality's slug, empty where it is not known. ``trials`` are the
    stretches of days somebody takes part in a trial, by its slug.
    """

    times: tuple[OnBenefit, ...]
    born_on: date | None = None
    insured: str = ""
    days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[KnownFact, ...]] = field(default_factory=dict)
    accumulated: tuple[Accumulated, ...] = ()
    hours: tuple[tuple[date, float], ...] = ()
    reliefs: tuple[DocumentedRelief, ...] = ()
    exemptions: tuple[ShareExemption, ...] = ()
    agreed: tuple[AgreedContact, ...] = ()
    lives_in: str = ""
    trials: Mapping[str, tuple[KnownFact, ...]] = field(default_factory=dict)

    def fact(self, name: str, on: date) -> bool | None:
        """Return whether something is so on a day; None when it is not known."""
        for known in self.facts.get(name, ()):
            if known.on(on):
                return known.value
        return None

    def day(self, name: str, time: OnBenefit) -> date | None:
        """Return a named day of a time on a benefit, or the newest begun by its end."""
        own = time.days.get(name)
        if own is not None:
            return own
        begun = (d for d in self.days.get(name, ()) if time.last is None or d <= time.last)
        return max(begun, default=None)

    def time_on(self, day: date) -> OnBenefit | None:
        """Return the newest time on a benefit that holds a day."""
        for time in reversed(self.times):
            if time.covers(day):
                return time
        return None

    def age(self, on: date) -> int | None:
        """Return the age in whole years on a day; None where the birthday is not known."""
        if self.born_on is None:
            return None
        born = self.born_on
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
