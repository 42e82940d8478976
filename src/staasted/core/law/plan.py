"""Which duties are asked about somebody: found once for a course, and not once a person.

Everybody in the same groups, whose course began under the same law and who is looked at under
the same law, is asked the same; only what is known of them (the days and facts some duties wait
for) parts them. A plan is made of the book's rules alone, and kept by the book.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import NamedTuple

from staasted.core.law.book import Course, RuleBook, keep
from staasted.core.law.kinds import Duty
from staasted.core.law.rule import Rule


class Step(NamedTuple):
    """One duty to look at."""

    rule: Rule
    kind: Duty


class Plan:
    """The duties of a course that something may come of, the way they are found.

    ``by_first_day``: those whose version and group the first day of each period of a clock
    chooses alone, by that clock. ``others`` have to look at the person first.
    """

    __slots__ = ("_book", "_chosen", "by_first_day", "others")

    def __init__(self, book: RuleBook, steps: Iterable[Step]) -> None:
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

    def chosen(self, clock: str, group: str, first: date) -> tuple[Step, ...]:
        """Return the duties of a clock that a period beginning on a day in that group chooses."""
        place = (clock, group, self._book.stretch(group, first))
        found = self._chosen.get(place)
        if found is None:
            steps = self.by_first_day[clock]
            found = tuple(s for s in steps if s.rule.in_force(first) and group in s.rule.groups)
            keep(self._chosen, place, found)
        return found


class CoursePlan:
    """The duties of a course, with what each waits for."""

    __slots__ = ("_book", "_known", "_plans", "_steps")

    def __init__(self, book: RuleBook, course: Course) -> None:
        self._book = book
        self._plans: dict[frozenset[str], Plan] = {}
        self._steps: list[tuple[Step, frozenset[str] | None, str]] = []
        asked: set[str] = set()
        several = len(course) > 1
        for group, first, on in course:
            for rule in book.between(Duty, group, first, on):
                kind = rule.kind
                if not isinstance(kind, Duty) or (several and rule.id in asked):
                    continue
                asked.add(rule.id)
                today = kind.stands_today() and rule.in_force(on)
                day = "" if today else kind.waits_for(book.clocks)
                if not today and not day and kind.stands_today():
                    continue  # it says something only of the days it is in force
                without = rule.when.false_without() if rule.when is not None else None
                self._steps.append((Step(rule, kind), without, day))
        waits = {day for _, _, day in self._steps if day}
        self._known = waits.union(*(facts for _, facts, _ in self._steps if facts is not None))

    def for_known(self, days: Set[str], facts: Set[str]) -> Plan:
        """Return the plan for somebody of whom these named days and facts are known."""
        known = frozenset(word for word in self._known if word in days or word in facts)
        plan = self._plans.get(known)
        if plan is None:
            steps = [
                step
                for step, without, day in self._steps
                if (not day or day in known) and (without is None or not known.isdisjoint(without))
            ]
            plan = keep(self._plans, known, Plan(self._book, steps))
        return plan
