"""Closed lists of words about what leaves for the case system."""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened: a conversation was closed (or corrected), or something was decided."""

    CONVERSATION = "conversation"
    DECISION = "decision"


class DeliveryState(StrEnum):
    """waiting → sent, or → given_up; a human puts what was given up back to waiting."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
