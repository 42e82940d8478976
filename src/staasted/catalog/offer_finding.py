"""Finding an offer: the catalogue's words in an index, made once for each language."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from staasted.catalog.language import Language, speaking, spoken
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from staasted.catalog.reader import FOLDER, Entry, read_entries
from staasted.core.offering import FindIndex, FindWords, index_made
from staasted.core.offering.words import tokens

NAMED, ABOUT, WHOM, REST = 4.0, 2.0, 1.5, 0.5
"""How loudly an offer says what: its names, what it is, whom it is for, the rest. Source: decision
0036."""


STEMMERS = {Language.DANISH: "danish", Language.ENGLISH: "english"}


class OfferSearchWords(Entry):
    """A language's words about words, as people write them."""

    slug: Literal["danish", "english"]
    skipped: tuple[str, ...]
    same: dict[str, tuple[str, ...]]
    made_of: tuple[str, ...]

    def as_words(self) -> FindWords:
        """Return the core words, folded; a synonym of several words is each of them."""
        return FindWords(
            stemmer=self.slug,
            skipped=frozenset(_each(self.skipped)),
            same={word: _each(same) for said, same in self.same.items() for word in tokens(said)},
            made_of=frozenset(_each(self.made_of)),
        )


def offers_found(query: str) -> tuple[Offer, ...]:
    """Return the offers a query finds in the language spoken, the best first; never raises."""
    offers = catalog().offers
    return tuple(offers[found.slug] for found in offer_index(spoken()).find(query))


@cache
def offer_index(language: Language) -> FindIndex:
    """Return a language's index of all offers. Errors: CatalogError."""
    words = read_entries(OfferSearchWords, FOLDER / "offer_search.yaml")[STEMMERS[language]]
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


def _each(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for one in said for word in tokens(one))
