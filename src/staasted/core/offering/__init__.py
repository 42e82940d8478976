"""Offering: how one gets an offer, and when it begins."""

from staasted.core.offering.rounds import OfferRounds, rounds_ahead
from staasted.core.offering.ways import OfferWay

__all__ = ["OfferRounds", "OfferWay", "rounds_ahead"]
