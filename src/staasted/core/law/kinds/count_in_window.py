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
from staasted.core.law.reach import reach
from staasted.core.law.rule import Rule


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
        if isinstance(self.within, Length) and self.opens is None and self.opens_on is None:
            first = period.first or period.times[0].first
            last, approximate = reach(self.within, period, look.person)
            return Period(first, max(first, last)), approximate, None
        return self._between_edges(look, period)

    def _between_edges(
        self, look: Look, period: CountingPeriod
    ) -> tuple[Period | None, bool, str | None]:
        first, soft, asked = self.opens_on or period.first, False, None
        if self.opens is not None:
            first, soft, asked = look.day_of(self.opens, period, opens=True)
        last, soft_too, asked_too = look.day_of(self.within, period, opens=False)
        if first is None or last is None or last < first:
            return None, False, asked or asked_too
        return Period(first, last), soft or soft_too, None

    def required(self, sight: Sight) -> int:
        """Return floor(number × days present ÷ days of the window), both ends counted.

        Source: decision 0005 (an interpretation: the act does not name leaving early).
        """
        if not sight.cut:
            return self.number
        return self.number * sight.present.days // sight.window.days

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return how far the number is."""
        days = look.days(rule.bearer, self.purpose, joint=not self.without_joint)
        looked = look.until_today(sight.present.first, sight.present.last)
        held = () if looked is None else look.between(days, looked.first, looked.last)
        if self.beyond_first and held and held[0] == self._first(days, sight):
            held = held[1:]
        ledger = look.events
        if self.without_joint:
            ledger = tuple(e for e in ledger if not e.event.joint)
        readings = readings_of(sight, self.within)
        count = Count(self.required(sight), held, ledger, looked, readings)
        return judged(look, rule, sight, count, timed=False, effort=Effort.CONVERSATION)

    def _first(self, days: list[date], sight: Sight) -> date | None:
        """Return the first conversation of the whole period."""
        opened = sight.period.first or sight.window.first
        return next((day for day in days if day >= opened), None)
