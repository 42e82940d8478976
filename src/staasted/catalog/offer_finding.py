"""Finding an offer: the catalogue's words in an index, made once for each language."""

from functools import cache

from staasted.catalog.language import Language, speaking, spoken
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from staasted.catalog.reader import FOLDER, read_entries
from staasted.catalog.search_words import SearchWords
from staasted.core.finding import FindIndex, index_made

NAMED, ABOUT, WHOM, REST = 4.0, 2.0, 1.5, 0.5
"""How loudly an offer says what: its names, what it is, whom it is for, the rest. Source: decision
0036."""


STEMMERS = {Language.DANISH: "danish", Language.ENGLISH: "english"}


def offers_found(query: str) -> tuple[Offer, ...]:
    """Return the offers a query finds in the language spoken, the best first; never raises."""
    offers = catalog().offers
    return tuple(offers[found.slug] for found in offer_index(spoken()).find(query))


@cache
def offer_index(language: Language) -> FindIndex:
    """Return a language's index of all offers. Errors: CatalogError."""
    words = read_entries(SearchWords, FOLDER / "offer_search.yaml")[STEMMERS[language]]
    with speaking(language):
        entries = {slug: _texts(offer) for slug, offer in catalog().offers.items()}
    return index_made(entries, words.as_words())


def _texts(offer: Offer) -> tuple[tuple[str, float], ...]:
    said, needs = offer.words, catalog().offer_needs
    also = [(name, NAMED) for name in (offer.da.name, *offer.also)]
    topics = [(needs[need].words.name, ABOUT) for need in offer.needs]
    rest = [(each, REST) for each in (said.asks, said.when)]
    own = [(said.name, NAMED), (said.description, ABOUT), (said.for_whom, WHOM)]
    return (*own, *also, *topics, *rest)
