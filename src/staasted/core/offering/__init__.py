"""Offering: how one gets an offer, when it begins, and finding it by what one types."""

from staasted.core.offering.finding import FindIndex, FindWords, Found, index_made
from staasted.core.offering.rounds import OfferRounds, rounds_ahead
from staasted.core.offering.ways import OfferWay

__all__ = [
    "FindIndex",
    "FindWords",
    "Found",
    "OfferRounds",
    "OfferWay",
    "index_made",
    "rounds_ahead",
]
