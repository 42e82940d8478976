"""The level of effort, derived from conversations and offers when it is read."""

from staasted.core.effort.answer import LegalAnswer, Stand, Standing, answer, stand
from staasted.core.effort.budget import FreedomBudget, PersonSeen, freedom_budget
from staasted.core.effort.condition import (
    ConditionLevel,
    Judged,
    groups_held,
    measuring_period,
)
from staasted.core.effort.effect import DutyEffect, PersonEffect, effect_of
from staasted.core.effort.level import (
    GroupLevel,
    Level,
    PersonLevel,
    PersonOwed,
    below_floor,
    first_late,
    legal_level,
)
from staasted.core.effort.offers_run import (
    OffersRun,
    PersonInOffers,
    offers_run,
    summed,
    without_pauses,
)
from staasted.core.effort.reference import (
    PersonReference,
    ReferenceLevel,
    Trend,
    person_reference,
    reference_levels,
)
from staasted.core.effort.share import CohortMember, ShareLevel, Verdict, cohort, share_level

__all__ = [
    "CohortMember",
    "ConditionLevel",
    "DutyEffect",
    "FreedomBudget",
    "GroupLevel",
    "Judged",
    "LegalAnswer",
    "Level",
    "OffersRun",
    "PersonEffect",
    "PersonInOffers",
    "PersonLevel",
    "PersonOwed",
    "PersonReference",
    "PersonSeen",
    "ReferenceLevel",
    "ShareLevel",
    "Stand",
    "Standing",
    "Trend",
    "Verdict",
    "answer",
    "below_floor",
    "cohort",
    "effect_of",
    "first_late",
    "freedom_budget",
    "groups_held",
    "legal_level",
    "measuring_period",
    "offers_run",
    "person_reference",
    "reference_levels",
    "share_level",
    "stand",
    "summed",
    "without_pauses",
]
