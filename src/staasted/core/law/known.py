"""What is known of one person on one day: their periods, what binds them, what lifts a duty."""

from collections.abc import Sequence
from datetime import date

from staasted.core.law.book import RuleBook
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.condition import YES, Answer, Scene
from staasted.core.law.facts import CountedEvent, Effort
from staasted.core.law.person import OnBenefit, Person
from staasted.core.law.rule import Rule
from staasted.core.law.standing.outside import OutsideCourse, Relief

_CONVERSATION = Effort.CONVERSATION  # looking it up on its class costs more than a call


class Known:
    """A person on a day, with rules and conversations; what is asked again is found once.

    ``days_known`` are the named days known of the person; the empty word is always among them.
    ``today`` is the time on a benefit that holds the day, None where there is none.
    """

    __slots__ = (
        *("_alone", "_binds", "_firsts", "_outside", "_periods"),
        *("book", "days_known", "events", "on", "person", "today"),
    )

    def __init__(
        self, book: RuleBook, person: Person, events: Sequence[CountedEvent], on: date
    ) -> None:
        self.book, self.person, self.on = book, person, on
        self.events, self.today = tuple(events), person.time_on(on)
        self.days_known = {"", *person.days}
        for time in person.times:
            self.days_known.update(time.days)
        self._periods: dict[str, tuple[CountingPeriod, ...]] = {}
        self._firsts: dict[str, tuple[tuple[CountingPeriod, date | None, str], ...]] = {}
        self._alone: dict[date, CountingPeriod] = {}
        self._outside: dict[str, bool] = {}
        self._binds: dict[tuple[int, str, date | None, date, int, date], Answer] = {}

    def periods(self, clock: str) -> tuple[CountingPeriod, ...]:
        """Return the statutory periods on a clock that have begun, oldest first."""
        found = self._periods.get(clock)
        if found is None:
            on, all_of_them = self.on, self.book.clocks[clock].periods(self.person)
            found = tuple([p for p in all_of_them if p.times[0].opens_on <= on])
            self._periods[clock] = found
        return found

    def firsts(self, clock: str) -> tuple[tuple[CountingPeriod, date | None, str], ...]:
        """Return each period on a clock, its first day and that day's group, oldest first."""
        found = self._firsts.get(clock)
        if found is None:
            told = ((period, period.first) for period in self.periods(clock))
            found = tuple([(p, day, p.group_on(day) if day else "") for p, day in told])
            self._firsts[clock] = found
        return found

    def holds(self, rule: Rule, period: CountingPeriod, first_day: date) -> Answer:
        """Return whether the rule's condition holds for a window that opens on that day."""
        when = rule.when
        if when is None:
            return YES
        number = self.book.conditions.get(id(when))
        if number is None:  # a rule of a trial's own
            return when.test(Scene(self.person, period, first_day, self.on, self.events))
        times = period.times  # with the clock they tell one period from every other
        place = (number, period.clock.slug, period.first, times[0].first, len(times), first_day)
        found = self._binds.get(place)
        if found is None:
            scene = Scene(self.person, period, first_day, self.on, self.events)
            found = self._binds[place] = when.test(scene)
        return found

    def lifted_by(self, group: str, day: date, effort: Effort) -> str | None:
        """Return the code of what lifts a duty that falls due on a day, or None."""
        if self._outside.get(group, True) and self.outside_rule(group, day) is not None:
            return "outside_course"
        if effort is _CONVERSATION and self.person.fact("standby", day):
            return "standby"
        if self.person.reliefs and self.relief_on(group, day, effort) is not None:
            return "documented_relief"
        return None

    def relief_on(self, group: str, day: date, effort: Effort | None = None) -> Rule | None:
        """Return the rule of a relief that holds on a day, for that effort if one is named."""
        for relief in self.person.reliefs:
            if relief.kept or not relief.covers(day):
                continue
            for rule in self.book.in_force(Relief, group, relief.first):
                kind = rule.kind
                if isinstance(kind, Relief) and kind.grants(relief, effort):
                    return rule
        return None

    def outside_rule(self, group: str, day: date) -> Rule | None:
        """Return the rule that puts somebody outside the contact course on a day, or None."""
        may_be = self._outside.get(group)
        if may_be is None:
            needed = self.book.facts_needed(OutsideCourse, group)
            may_be = needed is None or not self.person.facts.keys().isdisjoint(needed)
            self._outside[group] = may_be
        if not may_be:
            return None
        rules = self.book.in_force(OutsideCourse, group, day)
        time = self.person.time_on(day) if rules else None
        if time is None:
            return None
        period = self.alone(time)
        for rule in rules:
            if self.holds(rule, period, day).value:
                return rule
        return None

    def alone(self, time: OnBenefit) -> CountingPeriod:
        """Return a time on a benefit as a period, for rules that count on no clock."""
        found = self._alone.get(time.first)
        if found is None:
            clock = next(iter(self.book.clocks.values()))
            found = self._alone[time.first] = CountingPeriod(clock, time.first, None, (time,))
        return found
