"""Kind: a joint conversation of municipality and unemployment fund."""

from dataclasses import dataclass

from staasted.core.calendar import Period
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import Effort
from staasted.core.law.kinds.duty import Count, Sight, WindowDuty, judged, readings_of
from staasted.core.law.length import Edge, Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.rule import Rule


@dataclass(frozen=True, slots=True)
class JointConversation(WindowDuty):
    """So many joint conversations from `opens` (the first day) until `within`, inclusive.

    Who has a say in it (the person's refusal, the fund's need) is the rule's condition.
    Source: LOV 548/2019 § 31, stk. 2; LBK 280/2024 § 31, stk. 2.
    """

    within: Length | Edge
    clock: str = "benefit_hours"
    opens: Length | Edge | None = None
    number: int = 1

    def opens_with_period(self) -> bool:
        """Return whether the window opens on the period's own first day."""
        return self.opens is None

    def window(self, look: Look, period: CountingPeriod) -> tuple[Period | None, bool, str | None]:
        """Return the window, if it is approximate, or the fact to ask for."""
        return look.window(self.opens, self.within, period)

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return whether it was held inside the window."""
        looked = look.seen(sight.present)
        ledger = look.joint
        held = tuple(e.event.on for e in ledger if e.value and looked and e.event.on in looked)
        required = 0 if sight.cut else self.number
        count = Count(required, held, ledger, looked, readings_of(sight, self.within))
        return judged(look, rule, sight, count, timed=True, effort=Effort.CONVERSATION)
