"""Names, facts and shares the invented municipality is made of."""

from staasted.catalog.names.ads import AdDraw, AdDraws, ad_draws
from staasted.catalog.names.contact import ContactDraws, Opening, Rhythm, contact_draws
from staasted.catalog.names.facts import FactDraws, fact_draws
from staasted.catalog.names.offers import OfferDraws, OfferKindDraws, offer_draws
from staasted.catalog.names.people import PeopleNames, people_names
from staasted.catalog.names.population import (
    GroupShare,
    Population,
    Returns,
    StartShare,
    population,
)
from staasted.catalog.names.shares import Days, Share, Weights

__all__ = [
    "AdDraw",
    "AdDraws",
    "ContactDraws",
    "Days",
    "FactDraws",
    "GroupShare",
    "OfferDraws",
    "OfferKindDraws",
    "Opening",
    "PeopleNames",
    "Population",
    "Returns",
    "Rhythm",
    "Share",
    "StartShare",
    "Weights",
    "ad_draws",
    "contact_draws",
    "fact_draws",
    "offer_draws",
    "people_names",
    "population",
]
