"""Kind: at least a number of conversations in a stretch of the course."""

from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import JOB, Effort
from staasted.core.law.kinds.duty import Count, Sight, WindowDuty, judged, readings_of
from staasted.core.law.length import Edge, Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.rule import Rule

_CONVERSATION = Effort.CONVERSATION


@dataclass(frozen=True, slots=True)
class CountInWindow(WindowDuty):
    """At least `number` conversations from `opens` (the first day) until `within`, inclusive.

    The first conversation is one of them, unless `beyond_first`; joint ones are, unless
    `without_joint`. `opens_on` is a fixed day instead.
    Source: LBK 280/2024 § 31, stk. 1 and 3; decision 0005 (leaving early).
    """

    number: int
    within: Length | Edge
    clock: str = "same_benefit"
    opens: Length | Edge | None = None
    opens_on: date | None = None
    beyond_first: bool = False
    without_joint: bool = False
    purpose: str = JOB

    def opens_with_period(self) -> bool:
        """Return whether the window opens on the period's own first day."""
        return self.opens is None and self.opens_on is None

    def window(self, look: Look, period: CountingPeriod) -> tuple[Period | None, bool, str | None]:
        """Return the window, if it is approximate, or the fact to ask for."""
        first, within = period.first, self.within
        if first is not None and isinstance(within, Length) and self.opens_with_period():
            last, approximate = look.reached(within, period)
            # weeks counted elsewhere may say it was reached before
            return Period(first, max(first, last)), approximate, None
        found, approximate, asked = look.window(self.opens, within, period)
        if self.opens_on is None or found is None:
            return found, approximate, asked
        late = found.last < self.opens_on
        return (None if late else Period(self.opens_on, found.last)), approximate, asked

    def required(self, sight: Sight) -> int:
        """Return floor(number × days present ÷ days of the window), both ends counted.

        Source: decision 0005 (an interpretation: the act does not name leaving early).
        """
        if sight.present is sight.window or not sight.cut:
            return self.number
        return self.number * sight.present.days // sight.window.days

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return how far the number is."""
        days = look.days(rule.bearer, self.purpose, joint=not self.without_joint)
        looked = look.seen(sight.present)
        held = () if looked is None else look.between(days, looked.first, looked.last)
        if self.beyond_first and held and held[0] == self._first(days, sight):
            held = held[1:]
        ledger = look.events
        if self.without_joint:
            ledger = tuple([e for e in ledger if not e.event.joint])
        readings = readings_of(sight, self.within)
        count = Count(self.required(sight), held, ledger, looked, readings)
        return judged(look, rule, sight, count, timed=False, effort=_CONVERSATION)

    def _first(self, days: list[date], sight: Sight) -> date | None:
        """Return the first conversation of the whole period."""
        opened = sight.period.first or sight.window.first
        return next((day for day in days if day >= opened), None)
