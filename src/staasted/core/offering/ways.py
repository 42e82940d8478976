"""How one gets an offer."""

from enum import StrEnum


class OfferWay(StrEnum):
    """Take a place oneself, ask for it, or be called about it."""

    TAKE = "take"
    REQUEST = "request"
    CALL = "call"
