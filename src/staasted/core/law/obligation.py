"""A duty towards one person: what a rule found."""

from dataclasses import dataclass

from staasted.core.law.finding import Finding
from staasted.core.law.kinds import FirstDeadline
from staasted.core.law.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Finding):
    """What one rule asks for one person on one day, with the conversations behind it."""

    rule: Rule

    @property
    def surplus(self) -> int:
        """Return the conversations beyond the number; a deadline asks for one and has none."""
        return 0 if isinstance(self.rule.kind, FirstDeadline) else self.held - self.counted

    @property
    def interpretation(self) -> bool:
        """Return whether the reading is ours where the act is silent."""
        return self.rule.interpretation or bool(self.readings)


def obligation(rule: Rule, finding: Finding) -> Obligation:
    """Return the finding with the rule it comes from."""
    return Obligation(
        rule=rule,
        window=finding.window,
        due=finding.due,
        required=finding.required,
        held=finding.held,
        events=finding.events,
        status=finding.status,
        fulfilled_on=finding.fulfilled_on,
        still_owed=finding.still_owed,
        question=finding.question,
        approximate=finding.approximate,
        readings=finding.readings,
    )
