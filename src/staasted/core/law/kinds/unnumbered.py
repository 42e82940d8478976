"""Kinds without a number: by need, on request, and what is shown and not counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period
from staasted.core.law.clock import Clock, CountingPeriod
from staasted.core.law.facts import JOB, Effort
from staasted.core.law.kinds.duty import Count, Duty, Sight, judged
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.person import OnBenefit
from staasted.core.law.rule import Rule


def standing(look: Look, rule: Rule) -> OnBenefit | None:
    """Return today's time on a benefit, where the rule is in force for its group today."""
    time = look.person.time_on(look.on)
    if time is None or time.group not in rule.groups or not rule.in_force(look.on):
        return None
    if not look.bears(rule.bearer, time, look.on):
        return None
    if rule.when is None:
        return time
    return time if look.holds(rule, _alone(look, time), time.first).value else None


def _alone(look: Look, time: OnBenefit) -> CountingPeriod:
    """Return the period a rule without a clock looks at: the absence, or the time itself."""
    for name in ("first_absence", "same_benefit"):
        for period in look.periods(name) if name in look.book.clocks else ():
            if time in period.times and period.first is not None:
                return period
    return look.alone(time)


@dataclass(frozen=True, slots=True)
class ByNeed(Duty):
    """A conversation when it is agreed or needed: no number, and the agreed day is shown.

    Source: LBK 280/2024 § 32, stk. 1.
    """

    def stands_today(self) -> bool:
        """Return that it says so on the days it is in force, and on no other."""
        return True

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return that it stands today, with the day agreed for the next contact."""
        time = standing(look, rule)
        if time is not None:
            agreed = [a for a in look.person.agreed if a.first <= look.on]
            due = agreed[-1].next_on if agreed else None
            yield Obligation(rule=rule, group=time.group, status=Status.NO_NUMBER, due=due)


@dataclass(frozen=True, slots=True)
class Shown(Duty):
    """A plan or a registration: shown, never counted. Source: LBK 280/2024 §§ 36 and 42.

    With a `clock` it has a last day, `within` that clock's beginning (inclusive).
    """

    clock: str = ""
    within: Length | None = None

    def stands_today(self) -> bool:
        """Return whether it has no clock: then it says so on the days it is in force."""
        return not self.clock

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return that it stands today, or the day each of its clock's periods asks for."""
        if self.clock:
            yield from self._dated(look, rule)
            return
        time = standing(look, rule)
        if time is not None:
            yield Obligation(rule=rule, group=time.group, status=Status.NO_NUMBER)

    def _dated(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        for period in look.periods(self.clock):
            day = period.first
            if day is None:
                continue
            due, approximate = day, False
            if self.within is not None:
                due, approximate = look.reached(self.within, period)
                due = max(day, due)  # weeks counted elsewhere may say it was reached before
            if not look.governs(rule, period, Period(day, due)):
                continue
            if look.holds(rule, period, day).value:
                yield Obligation(
                    rule=rule,
                    group=period.group_on(day),
                    status=Status.NO_NUMBER,
                    due=due,
                    approximate=approximate,
                )


@dataclass(frozen=True, slots=True)
class OnRequest(Duty):
    """A conversation when the person asks for one; `within` its length, last day included.

    `day` names the day it was asked for. Without a length it must be given and has no date.
    Source: LOV 1750/2025 § 32 a; LBK 1221/2025 § 13 b, stk. 2-3.
    """

    day: str = "conversation_request"
    within: Length | None = None
    at_least: int | None = None

    def waits_for(self, clocks: Mapping[str, Clock]) -> str:  # noqa: ARG002 it has no clock
        """Return the day of the request."""
        return self.day

    def stands_today(self) -> bool:
        """Return that the right stands on the days it is in force."""
        return True

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return what each request asks for; without one, that the right stands today."""
        known = self.day in look.days_known
        asked = [day for day in self._asked(look) if day <= look.on] if known else []
        for day in asked:
            found = self._answer(look, rule, day)
            if found is not None:
                yield found
        time = None if asked else standing(look, rule)
        if time is not None:
            yield Obligation(rule=rule, group=time.group, status=Status.NO_NUMBER)

    def _asked(self, look: Look) -> list[date]:
        own = (time.days.get(self.day) for time in look.person.times)
        return sorted({*look.person.days.get(self.day, ()), *(day for day in own if day)})

    def _answer(self, look: Look, rule: Rule, asked: date) -> Obligation | None:
        time = look.person.time_on(asked)
        if time is None or time.group not in rule.groups or not rule.in_force(asked):
            return None
        period = _alone(look, time)
        if not look.bears(rule.bearer, time, asked):
            return None
        if not look.holds(rule, period, asked).value:
            return None
        held = tuple(day for day in look.days(rule.bearer, JOB) if day >= asked)
        if self.within is None:
            status = Status.MET if held else Status.OPEN
            return Obligation(
                rule=rule,
                group=time.group,
                status=status,
                required=1,
                held=len(held[:1]),
                timed=True,
                window=None,
                fulfilled_on=held[0] if held else None,
                still_owed=not held,
            )
        window = Period(asked, self.within.after(asked))
        inside = tuple(day for day in held if day in window)
        sight = Sight(period, window, window, approximate=False)
        count = Count(1, inside[:1])
        return judged(look, rule, sight, count, timed=True, effort=Effort.CONVERSATION)
