"""Openings that come again: which days, which stretches, and what a change keeps.

Days and times of day are Danish, as on the wall; whoever stores them makes moments of them, so
that nine o'clock stays nine o'clock when the clocks change.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from staasted.core.errors import DomainError
from staasted.core.slots.interval import Interval
from staasted.core.slots.search import GRID_MINUTES

_DAY = timedelta(days=1)
_WEEK = 7

Stretch = tuple[time, time]
"""From (included) to (not included), on one day."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Weekly openings: ISO weekdays (Monday is 1), a stretch of the day, breaks in it.

    ``every_weeks`` counts weeks from the one `from_on` lies in; without `to_on` (inclusive) it
    goes on. Errors: DomainError ``series_without_days``, ``opening_off_grid``,
    ``opening_ends_before_it_starts``, ``break_outside``, ``breaks_overlap``,
    ``break_takes_it_all``, ``period_ends_before_it_starts``.
    """

    weekdays: frozenset[int]
    starts: time
    ends: time
    from_on: date
    to_on: date | None = None
    breaks: tuple[Stretch, ...] = ()
    every_weeks: int = 1

    def __post_init__(self) -> None:
        if not self.weekdays or self.every_weeks < 1:
            raise DomainError("series_without_days")
        if self.to_on is not None and self.to_on < self.from_on:
            raise DomainError("period_ends_before_it_starts", first=self.from_on, last=self.to_on)
        for starts, ends in ((self.starts, self.ends), *self.breaks):
            stretch_require(starts, ends)
        self._breaks_require()

    def _breaks_require(self) -> None:
        before = self.starts
        for starts, ends in sorted(self.breaks):
            if starts < self.starts or ends > self.ends:
                raise DomainError("break_outside", starts=starts, ends=ends)
            if starts < before:
                raise DomainError("breaks_overlap", starts=starts)
            before = ends
        if not self.parts():
            raise DomainError("break_takes_it_all")

    def parts(self) -> tuple[Stretch, ...]:
        """Return the stretches between the breaks, in order."""
        edges = [self.starts, *(edge for each in sorted(self.breaks) for edge in each), self.ends]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((starts, ends) for starts, ends in pairs if starts < ends)

    def days(self, first: date, last: date, *, closed: Collection[date] = ()) -> Iterator[date]:
        """Yield its days from `first` to `last`, both inclusive, but for those closed."""
        first = max(first, self.from_on)
        last = last if self.to_on is None else min(last, self.to_on)
        week_one = self.from_on - _DAY * (self.from_on.isoweekday() - 1)
        for number in range((last - first).days + 1):
            day = first + _DAY * number
            in_turn = (day - week_one).days // _WEEK % self.every_weeks == 0
            if in_turn and day.isoweekday() in self.weekdays and day not in closed:
                yield day


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A stored opening of a series: its key, the day it was laid for, whether a hand changed it."""

    key: int
    series_on: date
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Parting:
    """What a change from a day on does to the occurrences of a series.

    ``before`` stay with the old one; ``kept`` are all those of a day a hand has changed anything
    on: they stay as they are; ``goes`` are those the new pattern takes the place of.
    """

    before: tuple[Occurrence, ...]
    kept: tuple[Occurrence, ...]
    goes: tuple[Occurrence, ...]

    @property
    def kept_days(self) -> frozenset[date]:
        """Return the days on which the new pattern lays nothing."""
        return frozenset(each.series_on for each in self.kept)


def part_from(laid: Iterable[Occurrence], first: date) -> Parting:
    """Part a series' occurrences at a day: each ends in one of the three, and none is lost."""
    everything = tuple(laid)
    touched = {each.series_on for each in everything if each.by_hand}
    later = [each for each in everything if each.series_on >= first]
    return Parting(
        tuple(each for each in everything if each.series_on < first),
        tuple(each for each in later if each.series_on in touched),
        tuple(each for each in later if each.series_on not in touched),
    )


def stretch_require(starts: time, ends: time) -> None:
    """Errors: DomainError ``opening_off_grid``, ``opening_ends_before_it_starts``."""
    for at in (starts, ends):
        if at.minute % GRID_MINUTES or at.second or at.microsecond:
            raise DomainError("opening_off_grid", at=at, minutes=GRID_MINUTES)
    if ends <= starts:
        raise DomainError("opening_ends_before_it_starts", starts=starts, ends=ends)


def uncovered(taken: Iterable[Interval], openings: Sequence[Interval]) -> tuple[Interval, ...]:
    """Return what lies in no opening, nor in several that follow each other; in its order."""
    merged = _merged(openings)
    return tuple(
        each
        for each in taken
        if not any(one.start <= each.start and each.end <= one.end for one in merged)
    )


def overlapping(openings: Iterable[Interval]) -> tuple[tuple[Interval, Interval], ...]:
    """Return each opening that begins in an earlier one, with the one it begins in."""
    found, reach = [], None
    for each in sorted(openings):
        if reach is not None and each.start < reach.end:
            found.append((reach, each))
        if reach is None or each.end > reach.end:
            reach = each
    return tuple(found)


def _merged(openings: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for each in sorted(openings):
        if merged and each.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return merged
