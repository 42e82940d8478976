"""Kind: the first or n-th conversation is held within a length."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import JOB, CountedEvent, Effort
from staasted.core.law.kinds.duty import Count, Sight, WindowDuty, judged
from staasted.core.law.length import Edge, Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.rule import Rule

_CONVERSATION = Effort.CONVERSATION


@dataclass(frozen=True, slots=True)
class Deadline(WindowDuty):
    """The `nth` conversation lies at most `within` after the clock's first day, inclusive.

    `opens`: only conversations from there on are looked at. `slack`: so much later is still in
    time. `joint`: with the unemployment fund, unless the person refuses it; an individual one
    then is enough.
    Source: LBK 280/2024 § 31, stk. 4-5, and § 32, stk. 2; decision 0005 (leaving early).
    """

    within: Length | Edge
    clock: str = "first_request"
    nth: int = 1
    opens: Length | None = None
    slack: Length | None = None
    joint: bool = False
    purpose: str = JOB

    def opens_with_period(self) -> bool:
        """Return whether the window opens on the period's own first day."""
        return self.opens is None

    def window(self, look: Look, period: CountingPeriod) -> tuple[Period | None, bool, str | None]:
        """Return the window, if it is approximate, or the fact to ask for."""
        first = period.first or period.times[0].first
        if self.opens is not None:
            first, _ = look.reached(self.opens, period)
        last: date | None
        if isinstance(self.within, Length):
            last, approximate = look.reached(self.within, period)
        else:
            last, approximate, asked = look.day_of(self.within, period, opens=False)
            if last is None:
                return None, False, asked
        late = last if self.slack is None else self.slack.after(last)
        return Period(first, max(first, late)), approximate, None

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return whether it was in time; leaving before the due day lifts the duty."""
        looked = look.until_today(sight.window.first, sight.period.last)
        held, last, cut = self._held(look, rule, looked), sight.present.last, sight.cut
        inside = held[: bisect_right(held, last)]
        done = held[self.nth - 1] if len(held) >= self.nth else None
        count = Count(
            0 if cut else 1,
            inside[self.nth - 1 :],
            look.events,
            looked,
            ("left_early",) if cut else (),
            None if self.slack is None or cut else self._due(look, sight),
            done,
            done is None and sight.period.ended(look.on) is None,
        )
        return judged(look, rule, sight, count, timed=True, effort=_CONVERSATION)

    def _due(self, look: Look, sight: Sight) -> date | None:
        """Return the law's own day; the window runs on to the last one that is in time."""
        return look.day_of(self.within, sight.period, opens=False)[0]

    def _held(self, look: Look, rule: Rule, looked: Period | None) -> tuple[date, ...]:
        """Return the days that fulfil it, oldest first."""
        if looked is None:
            return ()
        if self.joint:
            refuses = "refuses_fund" in look.person.facts
            told = look.events if refuses else look.joint  # others never fulfil it
            return tuple([e.event.on for e in told if self._fulfils(look, rule, e, looked)])
        return look.between(look.days(rule.bearer, self.purpose), looked.first, looked.last)

    def _fulfils(self, look: Look, rule: Rule, event: CountedEvent, looked: Period) -> bool:
        day = event.event.on
        if day not in looked or not event.counts_for(rule.bearer, self.purpose):
            return False
        return event.event.joint or look.person.fact("refuses_fund", day) is True
