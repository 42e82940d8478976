"""Closed lists of words about messages and about wanting help."""

from enum import StrEnum


class Settled(StrEnum):
    """What became of a citizen's message: answered, read and in no need of it, or left."""

    ANSWERED = "answered"
    NEEDS_NONE = "needs_none"
    CASE_CLOSED = "case_closed"


class HelpState(StrEnum):
    """Whether somebody still wants help. Only an act ends it, or the case that closes."""

    OPEN = "open"
    HELPED = "helped"
    WITHDRAWN = "withdrawn"
    CASE_CLOSED = "case_closed"
