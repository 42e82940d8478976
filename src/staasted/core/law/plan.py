"""Which duties are asked about somebody: found once for a course, and not once a person.

Everybody in the same groups, whose course began under the same law and who is looked at under
the same law, is asked the same; only what is known of them (the days and facts some duties wait
for) parts them. A plan is made of the book's rules alone, and kept by the book.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import NamedTuple

from staasted.core.law.book import Course, RuleBook, keep
from staasted.core.law.kinds import Duty, StandsToday
from staasted.core.law.rule import Rule


class Step(NamedTuple):
    """One duty to look at."""

    rule: Rule
    kind: Duty


class _TodaysStep(NamedTuple):
    """One that says that it stands today."""

    rule: Rule
    kind: StandsToday


class Plan:
    """The duties of a course that something may come of, the way they are found.

    ``by_first_day``: those whose version and group the first day of each period of a clock
    chooses alone, by that clock. ``today``: those that only say that they stand today, by the
    group of today. ``others`` have to look at the person first.
    """

    __slots__ = ("_book", "_chosen", "by_first_day", "others", "today")

    def __init__(self, book: RuleBook, steps: Iterable[Step], today: Iterable[_TodaysStep]) -> None:
        self._book = book
        self._chosen: dict[tuple[str, str, int], tuple[Step, ...]] = {}
        by_clock: dict[str, list[Step]] = {}
        others: list[Step] = []
        for step in steps:
            clock = step.kind.chosen_by(step.rule)
            (by_clock.setdefault(clock, []) if clock else others).append(step)
        self.by_first_day: Mapping[str, tuple[Step, ...]] = {
            c: tuple(s) for c, s in by_clock.items()
        }
        self.others = tuple(others)
        standing: dict[str, list[_TodaysStep]] = {}
        for each in today:
            for group in each.rule.groups:
                standing.setdefault(group, []).append(each)
        self.today: Mapping[str, tuple[_TodaysStep, ...]] = {
            g: tuple(s) for g, s in standing.items()
        }

    def chosen(self, clock: str, group: str, first: date) -> tuple[Step, ...]:
        """Return the duties of a clock that a period beginning on a day in that group chooses."""
        place = (clock, group, self._book.stretch(group, first))
        found = self._chosen.get(place)
        if found is None:
            steps = self.by_first_day[clock]
            found = tuple(s for s in steps if s.rule.in_force(first) and group in s.rule.groups)
            keep(self._chosen, place, found)
        return found


class _Waiting(NamedTuple):
    """A duty with what it waits for: a named day (empty: none), facts without which it is not.

    ``today``: it stands today, whether or not that day is known.
    """

    step: Step
    day: str
    facts: frozenset[str] | None
    today: bool


class CoursePlan:
    """The duties of a course, with what each waits for."""

    __slots__ = ("_book", "_known", "_plans", "_waiting")

    def __init__(self, book: RuleBook, course: Course) -> None:
        self._book = book
        self._plans: dict[frozenset[str], Plan] = {}
        self._waiting = tuple(_waiting(book, course))
        words = {each.day for each in self._waiting if each.day}
        self._known = words.union(*(each.facts for each in self._waiting if each.facts))

    def for_known(self, days: Set[str], facts: Set[str]) -> Plan:
        """Return the plan for somebody of whom these named days and facts are known."""
        known = frozenset([word for word in self._known if word in days or word in facts])
        plan = self._plans.get(known)
        return keep(self._plans, known, self._plan(known)) if plan is None else plan

    def _plan(self, known: frozenset[str]) -> Plan:
        steps: list[Step] = []
        today: list[_TodaysStep] = []
        for (rule, kind), day, facts, stands in self._waiting:
            if facts is not None and known.isdisjoint(facts):
                continue
            if isinstance(kind, StandsToday) and stands and day not in known:
                today.append(_TodaysStep(rule, kind))
            elif day in known or (not day and not kind.stands_today()):
                steps.append(Step(rule, kind))
        return Plan(self._book, steps, today)


def _waiting(book: RuleBook, course: Course) -> Iterator[_Waiting]:
    """Return each duty in force some day of the course, once, whichever group it is found in."""
    asked: set[str] = set()
    for group, first, on in course:
        for rule in book.between(Duty, group, first, on):
            kind = rule.kind
            if not isinstance(kind, Duty) or (len(course) > 1 and rule.id in asked):
                continue
            asked.add(rule.id)
            facts = rule.when.false_without() if rule.when is not None else None
            stands = kind.stands_today() and rule.in_force(on)
            yield _Waiting(Step(rule, kind), kind.waits_for(book.clocks), facts, stands)
