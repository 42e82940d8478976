"""Closed lists of words about an idea: what it is, whose side it comes from, and how far it is."""

from enum import StrEnum


class IdeaKind(StrEnum):
    """What somebody tells: how it could be better, or what does not work."""

    IDEA = "idea"
    FAULT = "fault"


class Side(StrEnum):
    """Where it comes from: a citizen, somebody who helps one, or whoever works here."""

    CITIZEN = "citizen"
    HELPER = "helper"
    STAFF = "staff"


class IdeaState(StrEnum):
    """received → looked_at → done | not_done; either answer may come at once."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    DONE = "done"
    NOT_DONE = "not_done"


WAITS = (IdeaState.RECEIVED, IdeaState.LOOKED_AT)
"""Somebody waits for an answer."""
ANSWERS = (IdeaState.DONE, IdeaState.NOT_DONE)
"""How an idea can be answered."""
