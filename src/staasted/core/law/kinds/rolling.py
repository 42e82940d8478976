"""Kind: a number of conversations in any so many months."""

from bisect import bisect_left, bisect_right
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
from staasted.core.law.rule import Rule

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RollingCount(Duty):
    """At least `number` conversations in every `months` months from `opens` (the first day) on.

    A stretch of months ends on the same day number and is closed at both ends. Found are the
    stretch that was missed first, if one was, and the one that closes next. What was missed is
    owed, alone, until the months up to today hold the number. Nothing closes on a day off the
    benefit; who comes back, and whose relief has ended, begins a stretch anew.
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
                first = look.reached(self.opens, period)[0]
            yield from self._stretches(look, rule, period, max(first, rule.from_on))

    def _stretches(
        self, look: Look, rule: Rule, period: CountingPeriod, opens: date
    ) -> Iterator[Obligation]:
        held = [day for day in look.days(rule.bearer, self.purpose) if day >= opens]
        days = self._openings(look, period, opens, held)
        ends = ((day, add_months(day, self.months)) for day in days)
        windows = [Period(first, last) for first, last in ends if _is_there(period, last)]
        # A conversation of today has opened the stretch of tomorrow: its day is known already.
        opened = look.on + _DAY if look.on in held else look.on
        governed = [w for w in windows if w.first <= opened and look.governs(rule, period, w)]
        closed = [w for w in governed if w.last <= look.on]
        missed = next((w for w in closed if self._missed(look, rule, period, w, held)), None)
        for window in closed[-1:] if missed is None else [missed]:
            yield from self._closed(look, rule, period, window, held)
        if missed is not None and not self._made_good(look, held):
            return
        running = [w for w in governed if w.last > look.on]
        lacking = [w for w in running if self._inside(held, w) < self.number]
        for window in (lacking or running)[:1]:
            yield from self._running(look, rule, period, window, held)

    def _openings(
        self, look: Look, period: CountingPeriod, opens: date, held: list[date]
    ) -> list[date]:
        """Return the days the stretches worth looking at begin, the oldest first.

        The first day, and after each conversation; on coming back, and when a relief has ended.
        """
        back = [t.first for t in period.times[1:] if t.first > opens]
        reliefs = (r.last + _DAY for r in look.person.reliefs if r.last is not None and not r.kept)
        ended = [day for day in reliefs if day > opens]
        return sorted({opens, *(day + _DAY for day in held), *back, *ended})

    def _missed(
        self, look: Look, rule: Rule, period: CountingPeriod, window: Period, held: list[date]
    ) -> bool:
        """Return whether a stretch that has closed lacks something nothing lifts."""
        if self._inside(held, window) >= self.number:
            return False
        found = self._judged(look, rule, period, window, held)
        return any(owed.status is not Status.LIFTED for owed in found)

    def _closed(
        self, look: Look, rule: Rule, period: CountingPeriod, window: Period, held: list[date]
    ) -> Iterator[Obligation]:
        """Return a stretch that has closed; a missed one is owed until it is made good."""
        there = period.ended(look.on) is None
        for found in self._judged(look, rule, period, window, held):
            missed = found.status is Status.BREACH and there and not self._made_good(look, held)
            yield found._replace(still_owed=True) if missed else found

    def _made_good(self, look: Look, held: list[date]) -> bool:
        """Return whether the months up to today hold the number."""
        behind = add_months(look.on, -self.months)
        return len(held) - bisect_left(held, behind) >= self.number

    def _inside(self, held: list[date], window: Period) -> int:
        return bisect_right(held, window.last) - bisect_left(held, window.first)

    def _running(
        self, look: Look, rule: Rule, period: CountingPeriod, window: Period, held: list[date]
    ) -> Iterator[Obligation]:
        """Return the stretch that closes next; met while the months up to today hold enough."""
        behind = add_months(look.on, -self.months)
        lately = held[bisect_left(held, behind) :]
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
        inside = look.between(held, window.first, window.last)
        looked = look.until_today(window.first, window.last)
        sight = Sight(period, window, window, approximate=False)
        count = Count(self.number, inside, look.events, looked)
        yield judged(look, rule, sight, count, timed=False, effort=Effort.CONVERSATION)


def _is_there(period: CountingPeriod, day: date) -> bool:
    """Return whether a day lies in one of the period's times on a benefit, or ahead of them."""
    if period.times[-1].first <= day:
        return True
    return any(time.opens_on <= day <= (time.last or day) for time in period.times)
