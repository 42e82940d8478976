"""Kinds without a number: by need, on request, and what is shown and not counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period
from staasted.core.law.clock import Breaks, Clock, CountingPeriod
from staasted.core.law.facts import JOB, Effort
from staasted.core.law.kinds.duty import Count, Duty, Sight, judged
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.person import OnBenefit
from staasted.core.law.rule import Rule, VersionDay

_NO_NUMBER = Status.NO_NUMBER


def standing(look: Look, rule: Rule) -> OnBenefit | None:
    """Return today's time on a benefit, where the rule is in force for its group today."""
    time = look.today
    if time is None or time.group not in rule.groups or not rule.in_force(look.on):
        return None
    return time if stands_today(look, rule, time) else None


def stands_today(look: Look, rule: Rule, time: OnBenefit) -> bool:
    """Return whether a rule that is in force for the group of today's time binds today."""
    if not look.bears(rule.bearer, time, look.on):
        return False
    return rule.when is None or look.holds(rule, _alone(look, time), time.first).value is True


def _alone(look: Look, time: OnBenefit) -> CountingPeriod:
    """Return the period a rule without a clock looks at: the absence, or the time itself."""
    for name in ("first_absence", "same_benefit"):
        for period in look.periods(name) if name in look.book.clocks else ():
            if time in period.times and period.first is not None:
                return period
    return look.alone(time)


class StandsToday(Duty):
    """A kind that, without a day it waits for, says that it stands on the days it is in force."""

    __slots__ = ()

    def as_it_stands(self, look: Look, rule: Rule, time: OnBenefit) -> Obligation:  # noqa: ARG002
        """Return that it stands today, in a time on a benefit."""
        return Obligation(rule, _NO_NUMBER, time.group)

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return that it stands today, where it does."""
        time = standing(look, rule)
        if time is not None:
            yield self.as_it_stands(look, rule, time)


@dataclass(frozen=True, slots=True)
class ByNeed(StandsToday):
    """A conversation when it is agreed or needed: no number, and the agreed day is shown.

    Source: LBK 280/2024 § 32, stk. 1.
    """

    def stands_today(self) -> bool:
        """Return that it says so on the days it is in force, and on no other."""
        return True

    def as_it_stands(self, look: Look, rule: Rule, time: OnBenefit) -> Obligation:
        """Return that it stands today, with the day agreed for the next contact."""
        agreed = [a for a in look.person.agreed if a.first <= look.on]
        due = agreed[-1].next_on if agreed else None
        return Obligation(rule, _NO_NUMBER, time.group, None, due)


@dataclass(frozen=True, slots=True)
class Shown(StandsToday):
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
        yield from StandsToday.find(self, look, rule)

    def chosen_by(self, rule: Rule) -> str:
        """Return the clock whose first days alone choose the version; empty: more than they do."""
        return self.clock if rule.picks_version_by is VersionDay.WINDOW_FIRST_DAY else ""

    def _dated(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        for period in look.periods(self.clock):
            day = period.first
            if day is None:
                continue
            window, approximate = self._window(look, period, day)
            if look.governs(rule, period, window) and look.holds(rule, period, day).value:
                yield _shown(rule, period, window, approximate=approximate)

    def opened(
        self, look: Look, rule: Rule, period: CountingPeriod, first: date
    ) -> Obligation | None:
        """Return the day one of its clock's periods asks for."""
        if not look.holds(rule, period, first).value:
            return None
        event = period.clock.breaks is Breaks.EVENT
        if event and not look.bears(rule.bearer, period.times[0], first):
            return None
        window, approximate = self._window(look, period, first)
        return _shown(rule, period, window, approximate=approximate)

    def _window(self, look: Look, period: CountingPeriod, first: date) -> tuple[Period, bool]:
        if self.within is None:
            return Period(first, first), False
        due, approximate = look.reached(self.within, period)
        # weeks counted elsewhere may say it was reached before
        return Period(first, max(first, due)), approximate


def _shown(rule: Rule, period: CountingPeriod, window: Period, *, approximate: bool) -> Obligation:
    group = period.group_on(window.first)
    return Obligation(rule, _NO_NUMBER, group, None, window.last, approximate=approximate)


@dataclass(frozen=True, slots=True)
class OnRequest(StandsToday):
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
        if not asked:
            yield from StandsToday.find(self, look, rule)

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
