"""Offers of a test: places taken and offers asked for."""

from datetime import datetime

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import OfferPlace, OfferRequest
from staasted.apps.offers.places import place_take
from staasted.apps.offers.requests import request_ask
from staasted.apps.offers.rounds import beginnings
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from tests import town

SEATED, ASKED = "interview_training", "debt_advice"
"""One with eight places every other Thursday, and one that is asked for."""


def offered(slug: str) -> Offer:
    return catalog().offers[slug]


def begins(slug: str = SEATED, number: int = 0) -> datetime:
    """One of the next beginnings."""
    return beginnings(offered(slug), now=clock.now())[number]


def take(case: Citizen, slug: str = SEATED, number: int = 0) -> OfferPlace:
    """The citizen takes a place."""
    at = begins(slug, number)
    return place_take(actor=town.acting(case), citizen=case, offer=offered(slug), begins_at=at)


def ask(case: Citizen, slug: str = ASKED, words: str = "") -> OfferRequest:
    """The citizen asks for an offer."""
    return request_ask(actor=town.acting(case), citizen=case, offer=offered(slug), words=words)


def offered_to(case: Citizen) -> dict[str, str]:
    """A place and a request of a citizen's, by their public ids."""
    return {"offer_place": take(case).public_id, "offer_asked": ask(case).public_id}
