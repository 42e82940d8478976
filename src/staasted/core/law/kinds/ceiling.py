"""Kinds: the most there may be of something."""

from dataclasses import dataclass
from typing import ClassVar

from staasted.core.calendar import Period
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import Effort
from staasted.core.law.kinds.duty import Sight, WindowDuty
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.rule import Kind, Rule


@dataclass(frozen=True, slots=True)
class Ceiling(Kind):
    """At most so many seats, or kroner. Source: the rule that carries it."""

    what: str
    most: float
    unit: str

    def over(self, amount: float) -> bool:
        """Return whether an amount lies above it; the ceiling itself is allowed."""
        return amount > self.most


@dataclass(frozen=True, slots=True)
class DurationCeiling(WindowDuty):
    """At most `weeks` of these kinds of offer in the first `within` of the clock, inclusive.

    Without `within` the ceiling holds for each offer as it runs.
    Source: LBK 1342/2016 §§ 34 and 36; LBK 280/2024 § 61.
    """

    effort: ClassVar[Effort] = Effort.OFFER
    weeks: int
    kinds: frozenset[str]
    clock: str = "same_benefit"
    within: Length | None = None

    def window(self, look: Look, period: CountingPeriod) -> tuple[Period | None, bool, str | None]:
        """Return the window, if it is approximate, or the fact to ask for."""
        first = period.first or period.times[0].first
        if self.within is None:
            return Period(first, max(first, look.on)), False, None
        last, approximate = look.reached(self.within, period)
        return Period(first, max(first, last)), approximate, None

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return whether more weeks than allowed were used."""
        used = tuple(
            offer
            for offer in look.offers
            if offer.kind in self.kinds
            and offer.first is not None
            and offer.first in sight.window
            and offer.first <= look.on
        )
        weeks = [offer.weeks(look.on) for offer in used]
        most = sum(weeks) if self.within is not None else max(weeks, default=0)
        return Obligation(
            rule=rule,
            group=sight.period.group_on(sight.window.first),
            window=sight.window,
            held=most,
            offers=used,
            status=Status.BREACH if most > self.weeks else Status.MET,
            approximate=sight.approximate,
            timed=True,
            effort=Effort.OFFER,
        )
