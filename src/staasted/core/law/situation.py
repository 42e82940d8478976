"""What a citizen has told of their situation, as the law hears it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from staasted.core.law.person import DocumentedRelief, KnownFact, Person


class Hears(StrEnum):
    """What the law makes of it: a named day, a named fact, or a relief on a named ground."""

    DAY = "day"
    FACT = "fact"
    RELIEF = "relief"


class When(StrEnum):
    """Which of its days is meant: the one it was told, its first, or its last."""

    TOLD = "told"
    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing a kind of change tells the law. ``alone`` where it stands instead of others."""

    hears: Hears
    name: str
    when: When = When.BEGINS
    alone: bool = False


@dataclass(frozen=True, slots=True)
class SituationTold:
    """A change somebody told, and the days it has; all inclusive, None is *not known*.

    It speaks from ``stands_on`` (confirmed, where a human must) to ``ended_on``, None while it
    stands.
    """

    tells: tuple[Telling, ...]
    told_on: date
    stands_on: date
    begins_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None

    def day(self, when: When) -> date | None:
        """Return the day that is meant; None where it is not known."""
        days = {When.TOLD: self.told_on, When.BEGINS: self.begins_on, When.ENDS: self.ends_on}
        return days[when]

    @property
    def last(self) -> date | None:
        """Return the last day it holds: its own end, or sooner where it was ended before."""
        known = [day for day in (self.ends_on, self.ended_on) if day is not None]
        return min(known, default=None)


def with_situations(person: Person, told: Iterable[SituationTold]) -> Person:
    """Return the person with what was told; the newest comes last and is heard first.

    A day that is not known tells nothing. What was ended says nothing of a day that was to stand
    alone. A relief runs from the day it was confirmed to the day before its ground begins.
    Source: LBK 280/2024 § 106 for reliefs; decision 0040.
    """
    days, facts, reliefs = dict(person.days), dict(person.facts), list(person.reliefs)
    for each in told:
        for tells in each.tells:
            day = each.day(tells.when)
            if tells.hears is Hears.FACT:
                known = KnownFact(value=True, first=each.begins_on, last=each.last)
                facts[tells.name] = (known, *facts.get(tells.name, ()))
            elif day is None:
                continue
            elif tells.hears is Hears.RELIEF:
                begun = DocumentedRelief(each.stands_on, each.ended_on, tells.name, day)
                reliefs.append(begun)
            elif not (tells.alone and each.ended_on):
                others = () if tells.alone else days.get(tells.name, ())
                days[tells.name] = (*others, day)
    return replace(person, days=days, facts=facts, reliefs=tuple(reliefs))
