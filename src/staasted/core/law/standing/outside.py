"""Kinds: relief on documents, and persons outside the contact course."""

from dataclasses import dataclass
from enum import StrEnum

from staasted.core.law.facts import Effort
from staasted.core.law.length import Length
from staasted.core.law.person import DocumentedRelief
from staasted.core.law.rule import Kind


class Lifts(StrEnum):
    """What a relief lifts."""

    CONVERSATIONS = "conversations"
    OFFERS = "offers"
    ATTENDANCE = "attendance"
    JOB_SEARCH = "job_search"


LIFTED_BY = {Effort.CONVERSATION: Lifts.CONVERSATIONS, Effort.OFFER: Lifts.OFFERS}


@dataclass(frozen=True, slots=True)
class Relief(Kind):
    """Grounds that lift duties while they run; ``within``: so soon after it is documented.

    Source: LBK 280/2024 § 106.
    """

    grounds: frozenset[str]
    lifts: frozenset[Lifts]
    within: Length | None = None

    def grants(self, relief: DocumentedRelief, effort: Effort | None) -> bool:
        """Return whether the ground is one of these, begins in time and lifts that effort."""
        if relief.ground and relief.ground not in self.grounds:
            return False
        if effort is not None and LIFTED_BY[effort] not in self.lifts:
            return False
        if relief.starts_on is None or self.within is None:
            return True
        return relief.starts_on <= self.within.after(relief.first)


@dataclass(frozen=True, slots=True)
class OutsideCourse(Kind):
    """While the rule's condition is true the person has no contact course.

    Source: BEK 1216/2023 § 39.
    """
