"""Kind: a number of conversations in any so many months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.core.calendar import Period, add_months
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import JOB, Effort
from staasted.core.law.kinds.duty import Count, Duty, Sight, asked_for, judged, unsettled
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.reach import reach
from staasted.core.law.rule import Rule

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RollingCount(Duty):
    """At least `number` conversations in every `months` months from `opens` (the first day) on.

    A stretch of months ends on the same day number and is closed at both ends. Found are the
    stretch that was missed first, if one was, and the one that closes next.
    Source: LBK 990/2014 §§ 17, stk. 2, and 18, stk. 2; decision 0012 (which stretches are read).
    """

    number: int
    months: int
    clock: str = "first_request"
    opens: Length | None = None
    purpose: str = JOB

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return the first stretch that was missed and the one that closes next."""
        for period in look.periods(self.clock):
            first = period.first
            if first is None:
                yield from asked_for(look, rule, period, Effort.CONVERSATION)
                continue
            if self.opens is not None:
                first = reach(self.opens, period, look.person)[0]
            yield from self._stretches(look, rule, period, max(first, rule.from_on))

    def _stretches(
        self, look: Look, rule: Rule, period: CountingPeriod, opens: date
    ) -> Iterator[Obligation]:
        held = [day for day in look.days(rule.bearer, self.purpose) if day >= opens]
        windows = [Period(d, add_months(d, self.months)) for d in self._openings(opens, held)]
        governed = [w for w in windows if w.first <= look.on and look.governs(rule, period, w)]
        closed = [w for w in governed if w.last <= look.on]
        for window in closed:
            if self._inside(held, window) < self.number:
                yield from self._judged(look, rule, period, window, held)
                return
        if closed:
            yield from self._judged(look, rule, period, closed[-1], held)
        running = [w for w in governed if w.last > look.on]
        lacking = [w for w in running if self._inside(held, w) < self.number]
        for window in (lacking or running)[:1]:
            yield from self._running(look, rule, period, window, held)

    def _openings(self, opens: date, held: list[date]) -> list[date]:
        """Return the days the stretches worth looking at begin: the first, and after each one."""
        return [opens, *(day + _DAY for day in held)]

    def _inside(self, held: list[date], window: Period) -> int:
        return sum(day in window for day in held)

    def _running(
        self, look: Look, rule: Rule, period: CountingPeriod, window: Period, held: list[date]
    ) -> Iterator[Obligation]:
        """Return the stretch that closes next; met while the months up to today hold enough."""
        behind = add_months(look.on, -self.months)
        lately = [day for day in held if day >= behind]
        for found in self._judged(look, rule, period, window, held):
            if len(lately) >= self.number and found.status is Status.OPEN:
                yield found._replace(held=len(lately), status=Status.MET, still_owed=True)
            else:
                yield found

    def _judged(
        self, look: Look, rule: Rule, period: CountingPeriod, window: Period, held: list[date]
    ) -> Iterator[Obligation]:
        binds = look.holds(rule, period, window.first)
        if binds.value is None:
            yield unsettled(rule, binds.question, period, Effort.CONVERSATION, window.first)
            return
        ended = period.ended(look.on)
        if not binds.value or (ended is not None and ended < window.last):
            return
        inside = tuple(day for day in held if day in window)
        looked = look.until_today(window.first, window.last)
        sight = Sight(period, window, window, approximate=False)
        count = Count(self.number, inside, look.events, looked)
        yield judged(look, rule, sight, count, timed=False, effort=Effort.CONVERSATION)
