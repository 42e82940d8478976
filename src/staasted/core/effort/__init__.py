"""The level of effort, derived from conversations and offers when it is read."""

from staasted.core.effort.answer import LegalAnswer, Standing, answer
from staasted.core.effort.level import (
    GroupLevel,
    Level,
    PersonLevel,
    PersonOwed,
    first_late,
    legal_level,
)
from staasted.core.effort.share import CohortMember, ShareLevel, Verdict, cohort, share_level

__all__ = [
    "CohortMember",
    "GroupLevel",
    "LegalAnswer",
    "Level",
    "PersonLevel",
    "PersonOwed",
    "ShareLevel",
    "Standing",
    "Verdict",
    "answer",
    "cohort",
    "first_late",
    "legal_level",
    "share_level",
]
