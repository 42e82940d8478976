"""Spells: a person's unbroken time on benefits, across benefits, groups and unemployment funds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.core.calendar import whole_month_between

Stretch = tuple[date, date | None]
"""The first and the last day on a benefit, both inclusive; the last is None while it runs."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Time on benefits that no whole calendar month off them breaks.

    ``last`` is the last day on a benefit (inclusive), None while one runs without an end.
    """

    first: date
    last: date | None

    def over(self, on: date) -> bool:
        """Return whether a whole calendar month off the benefits has passed by ``on`` (inclusive).

        Until then a new benefit carries the same spell on.
        """
        return self.last is not None and whole_month_between(self.last, on + _DAY)


def spells(stretches: Iterable[Stretch]) -> tuple[Spell, ...]:
    """Return the spells that stretches on benefits make, oldest first; stretches may overlap.

    Only days decide: which benefit, group or unemployment fund it was, and what else happens
    in a person's life, splits nothing.
    Source: decision 0005 (a reading of ours: off 10 March to 30 April ends a spell on
    9 March; off 10 March to 29 April does not).
    """
    found: list[Spell] = []
    for first, last in sorted(stretches, key=lambda stretch: stretch[0]):
        before = found[-1] if found else None
        if before is None or _apart(before, first):
            found.append(Spell(first, last))
        else:
            found[-1] = Spell(before.first, _later(before.last, last))
    return tuple(found)


def _apart(before: Spell, first: date) -> bool:
    return before.last is not None and whole_month_between(before.last, first)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
