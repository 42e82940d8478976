"""Closed lists of words about who stands in a relation to a case."""

from enum import StrEnum


class ConflictKind(StrEnum):
    """Why a case is kept from somebody of the staff."""

    RELATIVE = "relative"
    COLLEAGUE = "colleague"


class ConsentHow(StrEnum):
    """How a citizen said yes to somebody from outside in their course."""

    MEETING = "meeting"
    PHONE = "phone"
    WRITING = "writing"


class PowerKind(StrEnum):
    """What a representative acts by."""

    POWER_OF_ATTORNEY = "power_of_attorney"
    GUARDIAN = "guardian"


class Covers(StrEnum):
    """What a power covers: everything of the citizen's own, or conversations and times alone."""

    EVERYTHING = "everything"
    CONVERSATIONS = "conversations"
