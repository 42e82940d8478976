"""What a trial's papers lack: the by-law, the evaluation and the answer to the application."""

from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text

PAPERS = {
    "bylaw": ("entered_on", "address", "sent_on", "changes"),
    "evaluation": ("expected", "target_group", "method", "baseline", "report_by"),
    "granted": ("applied_on", "answered_on", "by"),
}
"""What each must say. Source: BEK 841/2017 §§ 3-10."""


def missing_of(entry: TrialEntry) -> tuple[str, ...]:
    """Return what is lacking, in words."""
    return tuple(
        text(f"rules.trial.missing.{paper}.{fact}")
        for paper, facts in PAPERS.items()
        for fact in facts
        if not getattr(getattr(entry, paper), fact)
    )
