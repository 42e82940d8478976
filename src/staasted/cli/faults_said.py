"""What is wrong with rules, cases and trials, as sentences with a remedy."""

from staasted.catalog.rules.checking import RuleFault
from staasted.catalog.texts import text


def rule_fault(code: str, **values: object) -> str:
    """Return the sentence for a fault of a rule, a case or a file of them."""
    return text(f"cli.lawbook.fault.{code}", **values)


def trial_fault(code: str, **values: object) -> str:
    """Return the sentence for a fault only a trial can have."""
    return text(f"cli.trialing.fault.{code}", **values)


def fault_said(fault: RuleFault) -> str:
    """Return the sentence for a fault the catalogue found."""
    return rule_fault(fault.code, rule=fault.rule, **fault.values)
