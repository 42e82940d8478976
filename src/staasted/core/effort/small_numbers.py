"""What may be said of few persons outside the house: no figure on fewer than ten, by any road.

A table leaves the house as ``Told`` alone. What is hidden can be any split of its row that would
be hidden in the same way: nothing that is told narrows it further, neither a total nor the
other half. Source: decision 0050.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """``exact``: as it is. ``under``: from one to just under the fewest. ``at_least``: this many
    or more. ``hidden``: nothing is said.
    """

    EXACT = "exact"
    UNDER = "under"
    AT_LEAST = "at_least"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Told:
    """A count of persons as it is told; ``number`` is the fewest where it is ``under`` that."""

    how: How
    number: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """A whole of persons and its two halves, as they are told."""

    whole: Told
    part: Told
    rest: Told


@dataclass(frozen=True, slots=True)
class Table:
    """A row for each group and what is told of them all, which is summed from what is told."""

    rows: tuple[Split, ...]
    total: Split


def count_told(count: int, fewest: int) -> Told:
    """Return one count by itself: none, or ``fewest`` and more, are told."""
    if 0 < count < fewest:
        return Told(How.UNDER, fewest)
    return Told(How.EXACT, count)


def split_told(whole: int, part: int, fewest: int) -> Split:
    """Return a whole, and a part of it with the rest of it.

    Of too few nothing is told but that. Where one half is too small, the other is told as at
    least what it then must be; of a whole so small that this would tell it, neither is told.
    """
    if 0 < whole < fewest:
        return Split(Told(How.UNDER, fewest), Told(How.HIDDEN), Told(How.HIDDEN))
    halves = [count_told(half, fewest) for half in (part, whole - part)]
    small = [half.how is How.UNDER for half in halves]
    if any(small) and whole < 2 * fewest - 1:  # 1 of 11 is the only one with a half of ten
        halves = [Told(How.HIDDEN)] * 2
    elif any(small):
        at_least = Told(How.AT_LEAST, whole - fewest + 1)
        halves = [half if few else at_least for half, few in zip(halves, small, strict=True)]
    return Split(Told(How.EXACT, whole), *halves)


def table_told(rows: Iterable[tuple[int, int]], fewest: int) -> Table:
    """Return each group's (whole, part), and their sums of what is told of them alone."""
    told = tuple(split_told(whole, part, fewest) for whole, part in rows)
    sums = [sum_told([getattr(row, name) for row in told]) for name in ("whole", "part", "rest")]
    return Table(told, Split(*sums))


def sum_told(parts: Sequence[Told]) -> Told:
    """Return the sum of what is told: exact where all of it is, else at least what is known."""
    known = sum(each.number for each in parts if each.how in (How.EXACT, How.AT_LEAST))
    if all(each.how is How.EXACT for each in parts):
        return Told(How.EXACT, known)
    return Told(How.AT_LEAST, known) if known else Told(How.HIDDEN)
