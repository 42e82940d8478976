"""Kind: a share of a group has what the rule asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from staasted.core.law.clock import Clock, CountingPeriod
from staasted.core.law.kinds.duty import Duty, WindowDuty
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.rule import Rule


@dataclass(frozen=True, slots=True)
class ShareOfCohort(Duty):
    """At least `share` (0-1) of a cohort has what `of` asks each of them for.

    For one person it is `of` itself, unless a written assessment exempts them: then nothing more
    is asked of anybody, and they stand in the cohort as not reached. Rules with the same `pool`
    are one cohort. The cohort and the share are found by `core/effort/share.py`.
    Source: LOV 1750/2025 (wording unread); decision 0012.
    """

    share: float
    of: WindowDuty
    pool: str = ""

    def waits_for(self, clocks: Mapping[str, Clock]) -> str:
        """Return the named day without which it says nothing of anybody."""
        return self.of.waits_for(clocks)

    def chosen_by(self, rule: Rule) -> str:
        """Return the clock whose first days alone choose the version."""
        return self.of.chosen_by(rule)

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return what is asked for this person."""
        for found in self.of.find(look, rule):
            yield _unless_exempted(look, rule, found)

    def opened(
        self, look: Look, rule: Rule, period: CountingPeriod, first: date
    ) -> Obligation | None:
        """Return what is asked for this person in the window that opens with a period."""
        found = self.of.opened(look, rule, period, first)
        return None if found is None else _unless_exempted(look, rule, found)


def _unless_exempted(look: Look, rule: Rule, found: Obligation) -> Obligation:
    owes = found.status in (Status.OPEN, Status.BREACH) if look.person.exemptions else False
    if not owes or found.due is None or not _exempted(look, rule, found.due):
        return found
    return found._replace(
        required=0,
        status=Status.LIFTED,
        lifted_by="share_exemption",
        still_owed=False,
    )


def _exempted(look: Look, rule: Rule, due: date) -> bool:
    """Return whether an assessment made by the due day stands on it, or today if it is ahead."""
    day = min(due, look.on)
    return any(
        each.bearer is rule.bearer
        and each.decided_on <= day
        and (each.review_on is None or day < each.review_on)
        for each in look.person.exemptions
    )
