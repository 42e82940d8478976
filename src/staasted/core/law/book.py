"""All rules at hand: which are in force for a group, on a day or between two."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from staasted.core.law.clock import Clock
from staasted.core.law.person import Person
from staasted.core.law.rule import Kind, Rule, VersionDay
from staasted.core.law.trial import TrialPart

_DAY = timedelta(days=1)

Course = tuple[tuple[str, date, date], ...]
"""Groups somebody has been in: the first day a rule of each may matter, and the day looked at."""

_MOST = 1024
"""What is remembered at once of what people multiply: their groups, and what is known of them."""

Key = TypeVar("Key")
One = TypeVar("One")


def keep(memory: dict[Key, One], key: Key, found: One) -> One:
    """Remember what was found, and let everything older go when there is too much of it.

    Whoever asks at the same moment makes it again: the same comes out.
    """
    if len(memory) >= _MOST:
        memory.clear()
    memory[key] = found
    return found


class RuleBook:
    """Rules and clocks, looked up by group and day; what it hands out never changes.

    ``kinds`` are those with a rule at hand; ``parts`` the trials that lie on top of them, and
    ``touched`` the rules they name.

    Rules keep the order they are given in. A lookup is remembered: the same group and the same
    stretch between two changes of the law give the same tuple.
    """

    __slots__ = (
        *("_ids", "_between", "_by_group", "_derived", "_edges", "_facts", "_law", "_made"),
        *("_of", "clocks", "conditions", "kinds", "parts", "places", "rules", "touched"),
    )

    def __init__(
        self,
        rules: Iterable[Rule],
        clocks: Mapping[str, Clock],
        parts: Iterable[TrialPart] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.clocks = dict(clocks)
        self.parts = tuple(sorted(parts, key=lambda part: (-part.rank, part.id)))
        self.places = frozenset(place for part in self.parts for place in part.municipalities)
        self.touched = frozenset(i for part in self.parts for i in (*part.lifts, *part.relaxed))
        self.kinds = frozenset(type(rule.kind) for rule in self.rules)
        numbers: dict[object, int] = {}
        self.conditions = {
            id(rule.when): numbers.setdefault(rule.when, len(numbers))
            for rule in self.rules
            if rule.when is not None
        }
        """The number of each rule's condition, by identity; equal conditions have the same."""
        self._law: RuleBook | None = None
        self._ids: dict[type[Kind], frozenset[str]] = {}
        self._by_group: dict[str, tuple[Rule, ...]] = {}
        self._edges: dict[str, list[date]] = {}
        self._facts: dict[tuple[str, type[Kind]], frozenset[str] | None] = {}
        self._derived: dict[tuple[object, str, int], Any] = {}
        self._made: dict[tuple[tuple[str, int, int], ...], Any] = {}
        self._of: dict[tuple[str, type[Kind], int], tuple[Rule, ...]] = {}
        self._between: dict[tuple[str, type[Kind], int, int], tuple[Rule, ...]] = {}
        for group in {group for rule in self.rules for group in rule.groups}:
            own = tuple(rule for rule in self.rules if group in rule.groups)
            ends = (rule.to_on + _DAY for rule in own if rule.to_on is not None)
            self._by_group[group] = own
            after = (r.from_on + _DAY for r in own if _takes_what_is_open(r))
            self._edges[group] = sorted({*(rule.from_on for rule in own), *ends, *after})

    @property
    def law(self) -> "RuleBook":
        """Return the law alone, without any trial."""
        if not self.parts:
            return self
        if self._law is None:
            self._law = RuleBook(self.rules, self.clocks)
        return self._law

    def parts_of(self, person: Person, on: date) -> tuple[TrialPart, ...]:
        """Return the parts of trials that may reach somebody, the highest in rank first.

        Those that have begun by ``on`` and had not ended when the person's first time began.
        """
        if person.lives_in not in self.places:
            return ()
        opened = min([time.opens_on for time in person.times], default=on)
        return tuple(
            [
                part
                for part in self.parts
                if part.from_on <= on
                and (part.to_on is None or opened <= part.to_on)
                and person.lives_in in part.municipalities
                and _has_been_in(part.groups, person)
            ]
        )

    def touches(self, rule: Rule | None) -> bool:
        """Return whether a trial names a rule, for whomever and whenever."""
        return rule is not None and rule.id in self.touched

    def loosens(self, parts: Iterable[TrialPart], kind: type[Kind]) -> bool:
        """Return whether one of these parts has a rule of its own instead of one of a kind."""
        return any(not self._named(kind).isdisjoint(part.relaxed) for part in parts)

    def counts_otherwise(self, parts: Iterable[TrialPart], channels: type[Kind]) -> bool:
        """Return whether any of these parts may change what a conversation counts for.

        One does that says what it also counts, or touches a rule of ``channels``.
        """
        arranging = self._named(channels)
        return any(
            part.counts is not None
            or not arranging.isdisjoint(part.lifts)
            or not arranging.isdisjoint(part.relaxed)
            for part in parts
        )

    def _named(self, kind: type[Kind]) -> frozenset[str]:
        """Return the ids of all rules of a kind."""
        found = self._ids.get(kind)
        if found is None:
            found = frozenset(r.id for r in self.rules if isinstance(r.kind, kind))
            self._ids[kind] = found
        return found

    def in_force(self, kind: type[Kind], group: str, on: date) -> tuple[Rule, ...]:
        """Return the group's rules of a kind in force on a day."""
        place = (group, kind, self.stretch(group, on))
        found = self._of.get(place)
        if found is None:
            own = self._by_group.get(group, ())
            found = tuple(r for r in own if isinstance(r.kind, kind) and r.in_force(on))
            self._of[place] = found
        return found

    def between(self, kind: type[Kind], group: str, first: date, last: date) -> tuple[Rule, ...]:
        """Return the group's rules of a kind in force on some day from first to last.

        A transition rule stands too where its first day lies in between.
        """
        place = (group, kind, self.stretch(group, first), self.stretch(group, last))
        found = self._between.get(place)
        if found is None:
            own = (r for r in self._by_group.get(group, ()) if isinstance(r.kind, kind))
            found = tuple(r for r in own if _touches(r, first, last))
            self._between[place] = found
        return found

    def facts_needed(self, kind: type[Kind], group: str) -> frozenset[str] | None:
        """Return facts one of which must be known for any of a group's rules of a kind to hold.

        None: one of them may hold without.
        """
        place = (group, kind)
        if place not in self._facts:
            own = [r.when for r in self._by_group.get(group, ()) if isinstance(r.kind, kind)]
            needed = [None if when is None else when.needs() for when in own]
            known = [facts for facts in needed if facts is not None]
            self._facts[place] = frozenset().union(*known) if len(known) == len(needed) else None
        return self._facts[place]

    def remembered(self, course: "Course", make: Callable[["RuleBook", "Course"], One]) -> One:
        """Return what ``make`` gives for a course, made once for the same groups and stretches.

        It may depend on those and on the rules alone; a book is asked with one ``make`` only.
        """
        place = tuple([(g, self.stretch(g, first), self.stretch(g, on)) for g, first, on in course])
        found: One | None = self._made.get(place)
        return keep(self._made, place, make(self, course)) if found is None else found

    def derived(self, make: Callable[["RuleBook", str, date], One], group: str, day: date) -> One:
        """Return what ``make`` gives for a group on a day, made once for each stretch.

        It may depend on the group, the stretch and the rules alone.
        """
        place = (make, group, self.stretch(group, day))
        if place not in self._derived:
            self._derived[place] = make(self, group, day)
        found: One = self._derived[place]
        return found

    def changes_after(self, group: str, day: date) -> date:
        """Return the first day after ``day`` on which a group's law is another one."""
        edges = self._edges.get(group, ())
        place = bisect_right(edges, day)
        return edges[place] if place < len(edges) else date.max

    def stretch(self, group: str, day: date) -> int:
        """Return which stretch between two changes of a group's law a day lies in."""
        return bisect_right(self._edges.get(group, ()), day)


def _has_been_in(groups: frozenset[str], person: Person) -> bool:
    for time in person.times:  # noqa: SIM110 it runs for every trial of everybody
        if time.group in groups or time.group_now in groups:
            return True
    return False


def _touches(rule: Rule, first: date, last: date) -> bool:
    if _takes_what_is_open(rule):
        return first <= rule.from_on <= last
    return rule.from_on <= last and (rule.to_on is None or first <= rule.to_on)


def _takes_what_is_open(rule: Rule) -> bool:
    return rule.picks_version_by is VersionDay.OPEN_ON_FIRST_DAY
