"""Kind: the longest time between conversations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from staasted.core.calendar import Period
from staasted.core.law.clock import CountingPeriod, Measure
from staasted.core.law.facts import JOB, Effort
from staasted.core.law.kinds.duty import Count, Duty, Sight, asked_for, judged, unsettled
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.rule import Rule


class CountsFrom(StrEnum):
    """Where an interval is counted from."""

    LAST_CONVERSATION = "last_conversation"
    PERIOD_START = "period_start"


@dataclass(frozen=True, slots=True)
class LongestInterval(Duty):
    """One conversation in each `every`; both ends of an interval are inclusive.

    From the last conversation, each opens the next interval. From the period's start the
    intervals are a grid: the n-th is due n intervals on, a late one moves nothing, an early one
    is as good. `opens` and `until` bound the stretch of the clock. `beyond_first`: the first
    conversation is none of it; `after_first`: it also opens the first interval. `slack`: so much
    later is in time.
    Source: LBK 1342/2016 § 16 a, stk. 1 and 4; LBK 1221/2025 § 13 b; decision 0012.
    """

    every: Length
    clock: str = "same_benefit"
    counts_from: CountsFrom = CountsFrom.LAST_CONVERSATION
    opens: Length | None = None
    until: Length | None = None
    after_first: bool = False
    beyond_first: bool = False
    slack: Length | None = None
    purpose: str = JOB

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return one obligation for each interval this version governs."""
        return self.around(look, rule, None)

    def around(self, look: Look, rule: Rule, still: Period | None) -> Iterator[Obligation]:
        """Return what ``find`` does where the count stands still some days (ends inclusive).

        Source: decision 0013 (what a pause does to a count).
        """
        for period in look.periods(self.clock):
            if period.first is None:
                yield from asked_for(look, rule, period, Effort.CONVERSATION)
                continue
            found_in = self._intervals(look, rule, period, period.first, still)
            for window, held, approximate in found_in:
                if window.first > look.on or not look.governs(rule, period, window):
                    continue
                found = self._judged(look, rule, period, window, held, approximate=approximate)
                if found is not None:
                    yield found

    def _judged(
        self,
        look: Look,
        rule: Rule,
        period: CountingPeriod,
        window: Period,
        held: date | None,
        *,
        approximate: bool,
    ) -> Obligation | None:
        binds = look.holds(rule, period, window.first)
        if binds.value is None:
            return unsettled(rule, binds.question, period, Effort.CONVERSATION, window.first)
        ended = period.ended(look.on)
        window, due = Period(window.first, self._late(window.last)), window.last
        cut = ended is not None and ended < window.last
        if not binds.value or (cut and held is None):
            return None
        looked = look.until_today(window.first, window.last)
        in_time = (held,) if held is not None and held <= window.last else ()
        sight = Sight(period, window, window, approximate)
        count = Count(1, in_time, look.events, looked, due=None if self.slack is None else due)
        return judged(look, rule, sight, count, timed=True, effort=Effort.CONVERSATION)

    def _intervals(
        self, look: Look, rule: Rule, period: CountingPeriod, first: date, still: Period | None
    ) -> Iterator[tuple[Period, date | None, bool]]:
        """Return each interval with the conversation that closes it, oldest first."""
        held = [day for day in look.days(rule.bearer, self.purpose) if day >= first]
        if period.last is not None:
            held = [day for day in held if day <= period.last]
        start, soft = first, _soft(look, period)
        if self.opens is not None:
            start, _ = look.reached(self.opens, period)
            held = [day for day in held if day > start]
        if self.after_first or self.beyond_first:
            if not held:
                return
            if self.after_first and self.counts_from is CountsFrom.LAST_CONVERSATION:
                start = held[0]
            held = held[1:]
        if self.counts_from is CountsFrom.PERIOD_START:
            yield from self._grid(look, period, held, start, still)
        else:
            yield from self._chain(held, start, still, soft=soft)

    def _chain(
        self, held: list[date], start: date, still: Period | None, *, soft: bool
    ) -> Iterator[tuple[Period, date | None, bool]]:
        """Return the intervals that open with each conversation and end within the stretch."""
        last = None if self.until is None else _later(self.until.after(start), start, still)
        for day in (*held, None):
            due = _later(max(start, self.every.after(start)), start, still)
            if last is not None and due > last:
                return
            yield Period(start, due), day, soft
            start = day or start

    def _grid(
        self,
        look: Look,
        period: CountingPeriod,
        held: list[date],
        start: date,
        still: Period | None,
    ) -> Iterator[tuple[Period, date | None, bool]]:
        """Return the n-th interval with the n-th conversation, until one lies ahead."""
        end = None
        if self.until is not None:
            end = _later(look.reached(self.until, period)[0], start, still)
        opened = start
        for nth in range(1, 1000):
            due, soft = self._nth(nth, start, period, look)
            due = _later(due, start, still)
            if end is not None and due > end:
                return
            done = held[nth - 1] if len(held) >= nth else None
            yield Period(opened, max(opened, due)), done, soft
            if done is None and self._late(due) >= look.on:
                return
            opened = due

    def _nth(self, nth: int, start: date, period: CountingPeriod, look: Look) -> tuple[date, bool]:
        if self.opens is not None:
            return self.every.times(nth).after(start), True
        return look.reached(self.every.times(nth), period)

    def _late(self, due: date) -> date:
        """Return the last day that is in time for a due day."""
        return due if self.slack is None else self.slack.after(due)


def _later(day: date, opened: date, still: Period | None) -> date:
    """Return a day as many days later as what opened on ``opened`` stood still before it."""
    if still is None or day < still.first or still.last < opened:
        return day
    return day + (still.last - max(still.first, opened)) + timedelta(days=1)


def _soft(look: Look, period: CountingPeriod) -> bool:
    """Return whether days stand for weeks that nobody has counted."""
    return period.clock.measure is not Measure.CALENDAR and not look.person.accumulated
