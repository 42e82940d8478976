"""The states of an agreement and who proposed it (semantics, section 7)."""

from enum import StrEnum


class State(StrEnum):
    """proposed → in force → replaced | ended; proposed → declined | lapsed."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    ENDED = "ended"
    DECLINED = "declined"
    LAPSED = "lapsed"


class ProposedBy(StrEnum):
    """Whose proposal it was; ``published_rules`` is what the citizen's own answers led to."""

    CITIZEN = "citizen"
    COUNSELLOR = "counsellor"
    PUBLISHED_RULES = "published_rules"


class AgreementSource(StrEnum):
    """Where the agreement was made."""

    SCREENING = "screening"
    CONVERSATION = "conversation"
