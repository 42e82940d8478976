"""Closed lists of words about what a citizen asks to have put right, or objects to."""

from enum import StrEnum


class RightKind(StrEnum):
    """What is asked: that something wrong is put right, that something is no longer done, or to see
    what there is (access).
    """

    CORRECTION = "correction"
    OBJECTION = "objection"
    ACCESS = "access"


class Part(StrEnum):
    """Which part of the case it is about, as the citizen's own page is divided."""

    ABOUT_YOU = "about_you"
    BENEFITS = "benefits"
    SITUATION = "situation"
    CONVERSATIONS = "conversations"
    AGREEMENTS = "agreements"
    OFFERS = "offers"
    WHO_HAS_SEEN = "who_has_seen"
    OTHER = "other"


class RightState(StrEnum):
    """waiting → corrected | partly | refused (by staff) | withdrawn (by the citizen).

    ``corrected`` is what was asked for, done: of an objection, that it is followed, of access, that
    all was given.
    """

    WAITING = "waiting"
    CORRECTED = "corrected"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ANSWERS = (RightState.CORRECTED, RightState.PARTLY, RightState.REFUSED)
"""How a request can be answered."""
