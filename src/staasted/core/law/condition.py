"""Conditions: who a rule binds. Each is true, false or not known, and then it asks."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import CountedEvent
from staasted.core.law.length import Length
from staasted.core.law.person import Person
from staasted.core.law.reach import reach


class Scene(NamedTuple):
    """What a condition looks at: a person, a period of theirs, its window's first day, today."""

    person: Person
    period: CountingPeriod
    first_day: date
    on: date
    events: tuple[CountedEvent, ...]


class Answer(NamedTuple):
    """True, False or not known; ``question`` is then the fact or day that is asked for."""

    value: bool | None
    question: str | None = None


YES, NO = Answer(value=True), Answer(value=False)


@cache
def asks(name: str | None) -> Answer:
    """Return the answer that asks for a fact or a day; one for each name there is."""
    return Answer(None, name)


class At(StrEnum):
    """The day a condition looks at."""

    FIRST_DAY = "first_day"
    TODAY = "today"

    def day(self, scene: Scene) -> date:
        """Return the day itself."""
        return scene.on if self is At.TODAY else scene.first_day


class Condition:
    """Something that is true of a person, or not, or not known."""

    __slots__ = ()

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        raise NotImplementedError

    def facts(self) -> frozenset[str]:
        """Return the facts it looks at, by name; days and ages are none."""
        return frozenset()

    def needs(self) -> frozenset[str] | None:
        """Return facts one of which must be known for it to be true; None: it may be without."""
        return None

    def false_without(self) -> frozenset[str] | None:
        """Return facts one of which must be told of, or it is false; None: it is not, or asks."""
        return None

    def of_facts_alone(self) -> bool:
        """Return whether nothing but facts can change the answer: no day, age or conversation."""
        return False


@dataclass(frozen=True, slots=True)
class Fact(Condition):
    """A fact is known to be so, or not so."""

    name: str
    value: bool = True
    at: At = At.FIRST_DAY

    def facts(self) -> frozenset[str]:
        """Return the fact it looks at."""
        return frozenset({self.name})

    def needs(self) -> frozenset[str] | None:
        """Return the fact itself: it is true only where the fact is known."""
        return self.facts()

    def of_facts_alone(self) -> bool:
        """Return that it looks at a fact and at nothing else."""
        return True

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        if self.name not in scene.person.facts:
            return asks(self.name)
        known = scene.person.fact(self.name, self.at.day(scene))
        if known is None:
            return asks(self.name)
        return YES if known is self.value else NO


@dataclass(frozen=True, slots=True)
class Told(Condition):
    """A fact is known to be so, such as a wish: what nobody has told of is not so.

    Source: decision 0012.
    """

    name: str
    at: At = At.FIRST_DAY

    def facts(self) -> frozenset[str]:
        """Return the fact it looks at."""
        return frozenset({self.name})

    def needs(self) -> frozenset[str] | None:
        """Return the fact itself: it is true only where the fact is known."""
        return self.facts()

    def false_without(self) -> frozenset[str] | None:
        """Return the fact itself: nobody is asked for it."""
        return self.facts()

    def of_facts_alone(self) -> bool:
        """Return that it looks at a fact and at nothing else."""
        return True

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene; it never asks."""
        return YES if scene.person.fact(self.name, self.at.day(scene)) else NO


@dataclass(frozen=True, slots=True)
class Unless(Condition):
    """A fact is not known to be so: an exception nobody has told of does not apply.

    Source: decision 0012 (not knowing never means less).
    """

    name: str
    at: At = At.FIRST_DAY

    def facts(self) -> frozenset[str]:
        """Return the fact it looks at."""
        return frozenset({self.name})

    def of_facts_alone(self) -> bool:
        """Return that it looks at a fact and at nothing else."""
        return True

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene; it never asks."""
        return NO if scene.person.fact(self.name, self.at.day(scene)) else YES


@dataclass(frozen=True, slots=True)
class Age(Condition):
    """The age in whole years: at least ``least``, below ``below``."""

    least: int = 0
    below: int | None = None
    at: At = At.FIRST_DAY

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        age = scene.person.age(self.at.day(scene))
        if age is None:
            return asks("born_on")
        return YES if self.least <= age and (self.below is None or age < self.below) else NO


@dataclass(frozen=True, slots=True)
class OnOneOf(Condition):
    """The period is on one of these benefits on the window's first day."""

    benefits: frozenset[str]

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        return YES if scene.period.time_on(scene.first_day).benefit in self.benefits else NO


@dataclass(frozen=True, slots=True)
class Elapsed(Condition):
    """So much of the clock has run on a day: ``least`` (inclusive) and not yet ``below``."""

    day: date
    least: Length | None = None
    below: Length | None = None

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        if scene.period.first is None:
            return asks(scene.period.question)
        reached = self.least is None or self._day(self.least, scene) <= self.day
        return YES if reached and not self._passed(scene) else NO

    def _passed(self, scene: Scene) -> bool:
        return self.below is not None and self._day(self.below, scene) <= self.day

    def _day(self, length: Length, scene: Scene) -> date:
        return reach(length, scene.period, scene.person)[0]


@dataclass(frozen=True, slots=True)
class HeldBefore(Condition):
    """At least so many counted conversations lie in the weeks before a day (not that day)."""

    number: int
    day: date
    weeks: int

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        first = self.day - timedelta(weeks=self.weeks)
        held = sum(e.value for e in scene.events if first <= e.event.on < self.day)
        return YES if held >= self.number else NO


class Of(StrEnum):
    """What a length until recovery is counted from."""

    FIRST_ABSENCE = "first_absence"
    FIRST_CONVERSATION = "first_conversation"


@dataclass(frozen=True, slots=True)
class WellWithin(Condition):
    """The expected day of recovery lies inside a length (its last day included).

    From the first conversation: while none has been held the question is open.
    """

    length: Length
    of: Of

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        start = self._start(scene)
        if start is None:
            return asks(self.of.value)
        well = scene.person.day("expected_well", scene.period.times[-1])
        if well is None:
            return asks("expected_well")
        return YES if well <= self.length.after(start) else NO

    def _start(self, scene: Scene) -> date | None:
        first = scene.period.first
        if self.of is Of.FIRST_ABSENCE or first is None:
            return first
        held = (e.event.on for e in scene.events if e.value and e.event.on >= first)
        return min(held, default=None)


@dataclass(frozen=True, slots=True)
class HasRun(Condition):
    """The clock has run longer than a length on the day looked at: its last day is not enough."""

    length: Length

    def test(self, scene: Scene) -> Answer:
        """Return the answer in a scene."""
        if scene.period.first is None:
            return asks(scene.period.question)
        last, _ = reach(self.length, scene.period, scene.person)
        return YES if last < scene.first_day else NO
