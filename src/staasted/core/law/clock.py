"""Clocks: where a count begins, what begins it anew, and what it is measured in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from staasted.core.calendar import Period
from staasted.core.law.person import OnBenefit, Person


class Breaks(StrEnum):
    """What begins a count anew."""

    EACH_BENEFIT = "each_benefit"
    FAMILY = "family"
    NEW_RIGHT = "new_right"
    PERIOD = "period"
    EVENT = "event"


class Measure(StrEnum):
    """What a clock is measured in; weeks and hours are accumulated, the calendar runs on."""

    CALENDAR = "calendar"
    WEEKS = "weeks"
    HOURS = "hours"


_new = tuple.__new__  # a named tuple's own way there costs twice as much, on each clock
# Words of an enum are named here once: to look one up on its class costs more than a call.
_EVENT, _FAMILY, _NEW_RIGHT, _PERIOD = Breaks.EVENT, Breaks.FAMILY, Breaks.NEW_RIGHT, Breaks.PERIOD
_RUN_ON = frozenset({Breaks.EACH_BENEFIT, Breaks.FAMILY})

FIRST_DAY = "period"
"""The word for the first day of the benefit itself, as a clock's beginning."""


@dataclass(frozen=True, slots=True)
class CarriesOn:
    """A change of benefit that begins nothing anew where the fact is true."""

    before: str
    after: str
    fact: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock; hours are of a month and a week by kind of insurance (``full``, ``part``).

    ``starts`` names a day of the period, ``starts_for`` another one for some groups.
    ``restarts`` are groups from and to whose change begins a new period. Days in
    ``uncounted`` (both ends inclusive) add nothing.
    """

    slug: str
    breaks: Breaks
    starts: str
    citation: str
    starts_for: Mapping[str, str] = field(default_factory=dict)
    benefits: frozenset[str] = frozenset()
    restarts: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    carries_on: tuple[CarriesOn, ...] = ()
    measure: Measure = Measure.CALENDAR
    month_hours: Mapping[str, float] = field(default_factory=dict)
    week_hours: Mapping[str, float] = field(default_factory=dict)
    uncounted: tuple[Period, ...] = ()

    def start_word(self, time: OnBenefit) -> str:
        """Return the name of the day the count begins on, for that time on a benefit."""
        return self.starts_for.get(time.group, self.starts)

    def periods(self, person: Person) -> tuple["CountingPeriod", ...]:
        """Return the statutory periods of a person on this clock, oldest first."""
        if self.breaks is _EVENT:
            return tuple(self._events(person))
        times = person.times
        if self.benefits:
            times = tuple([time for time in times if time.benefit in self.benefits])
        if len(times) == 1:
            return (self._period(times, person),)
        runs: list[list[OnBenefit]] = []
        for time in times:
            if runs and self._goes_on(runs[-1][-1], time, person):
                runs[-1].append(time)
            else:
                runs.append([time])
        return tuple([self._period(tuple(run), person) for run in runs])

    def _events(self, person: Person) -> Iterator["CountingPeriod"]:
        """Return a period for each such day, however often and by whom it was told."""
        told = {day: person.time_on(day) for day in person.days.get(self.starts, ())}
        told |= {t.days[self.starts]: t for t in person.times if self.starts in t.days}
        for day, time in sorted(told.items(), key=itemgetter(0)):
            if time is not None:
                yield CountingPeriod(self, day, None, (time,))

    def _period(self, run: tuple[OnBenefit, ...], person: Person) -> "CountingPeriod":
        first = run[0]
        word = self.starts_for.get(first.group, self.starts) if self.starts_for else self.starts
        day = first.first if word == FIRST_DAY else first.days.get(word) or person.day(word, first)
        if day is None and self.breaks in _RUN_ON and _comes_from_another(first, person):
            day = first.first
        told = (self, day, word if day is None else None, run)
        return _new(CountingPeriod, told)

    def _goes_on(self, before: OnBenefit, time: OnBenefit, person: Person) -> bool:
        """Return whether ``time`` carries the period of ``before`` on."""
        leaving, joining = self.restarts
        if before.group in leaving and time.group in joining:
            return False
        if self.breaks is _FAMILY:
            return time.follows(before)
        if before.benefit != time.benefit and not self._carried(before, time, person):
            return False
        if self.breaks is _NEW_RIGHT:
            right = person.fact("new_benefit_right", time.first)
            return not right and (time.follows(before) or right is False)
        if self.breaks is _PERIOD:
            return time.follows(before) and person.day(self.starts, time) is None
        return time.follows(before)

    def _carried(self, before: OnBenefit, time: OnBenefit, person: Person) -> bool:
        return any(
            before.benefit == each.before
            and time.benefit == each.after
            and person.fact(each.fact, time.first)
            for each in self.carries_on
        )


def _comes_from_another(time: OnBenefit, person: Person) -> bool:
    """Return whether an earlier time on a benefit runs straight into this one.

    A change of benefit or group is then the day the new count begins: nobody asks for help anew.
    """
    return any(each.first < time.first and time.follows(each) for each in person.times)


class CountingPeriod(NamedTuple):
    """One statutory period; ``first`` is None while the day is not known (``question``).

    ``times`` are the times on benefits it is made of, oldest first.
    """

    clock: Clock
    first: date | None
    question: str | None
    times: tuple[OnBenefit, ...]

    @property
    def last(self) -> date | None:
        """Return the last day on the benefit, None while it runs."""
        return self.times[-1].last

    def ended(self, on: date) -> date | None:
        """Return the last day if it is here by ``on`` (inclusive); a coming end changes nothing."""
        last = self.times[-1].last
        return last if last is not None and last <= on else None

    def time_on(self, day: date) -> OnBenefit:
        """Return the time on a benefit a day belongs to: the last one begun by then."""
        found = self.times[0]
        if len(self.times) == 1:
            return found
        for time in self.times[1:]:
            if time.first > day:
                break
            found = time
        return found

    def group_on(self, day: date) -> str:
        """Return the target group a day belongs to."""
        times = self.times
        return times[0].group if len(times) == 1 else self.time_on(day).group
