"""The states of an agreement, who proposed it, and where it was made (semantics, section 7)."""

from enum import StrEnum


class State(StrEnum):
    """proposed → in force → replaced | ended; proposed → declined | lapsed | withdrawn.

    In force → proposed once, where the citizen says a spoken one is not what was agreed.
    Replaced and ended may follow on proposed too: a newer one took its place, or the course ended.
    """

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    ENDED = "ended"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


STANDING = (State.PROPOSED, State.IN_FORCE)


class ProposedBy(StrEnum):
    """Whose proposal it was; ``published_rules`` is what the citizen's own answers led to."""

    CITIZEN = "citizen"
    COUNSELLOR = "counsellor"
    PUBLISHED_RULES = "published_rules"


class AgreementSource(StrEnum):
    """Where the agreement was made; ``restored`` is one that holds again after a dispute."""

    SCREENING = "screening"
    CONVERSATION = "conversation"
    CITIZENS_PAGE = "citizens_page"
    STAFFS_PAGE = "staffs_page"
    RESTORED = "restored"


SPOKEN = (AgreementSource.CONVERSATION, AgreementSource.STAFFS_PAGE)
"""Where staff write down what was said: the citizen may answer that it was not so."""


class PauseReason(StrEnum):
    """Why the two agree on a pause (semantics, section 8)."""

    TREATMENT = "treatment"
    ASSESSMENT = "assessment"
    REST = "rest"
    SEASONAL_RECALL = "seasonal_recall"
    JOB_START = "job_start"
