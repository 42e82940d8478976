"""Finding a job ad: its texts in an index, and why one was found in words of the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from staasted.catalog.ads import ad_fields
from staasted.catalog.reader import FOLDER, read_entries
from staasted.catalog.search_words import SearchWords
from staasted.core.finding import FindIndex, FindWords, Hit, index_made
from staasted.core.finding.index import PART


class AdPart(StrEnum):
    """Where in an ad a word stands."""

    TITLE = "title"
    FIELD = "field"
    WHERE = "where"
    TEXT = "text"


LOUD = {AdPart.TITLE: 4.0, AdPart.FIELD: 2.0, AdPart.WHERE: 1.5, AdPart.TEXT: 0.5}
"""How loudly each part says what it says; ``where`` is employer and place. No two are one another's
times ``PART``, so that a hit tells its place. Source: decision 0042."""
INDEXED = 2_000
"""Characters of the text that are looked in. Source: same."""


@dataclass(frozen=True, slots=True)
class AdTexts:
    """What an ad says, to be found by."""

    title: str
    field: str
    employer: str
    place: str
    text: str


def ad_index(ads: Mapping[str, AdTexts]) -> FindIndex:
    """Return the index of ads by their slugs. Ads are in Danish, whatever the page is in."""
    return index_made({slug: tuple(_texts(each)) for slug, each in ads.items()}, _words())


def part_of(hit: Hit) -> AdPart:
    """Return where in the ad the word stands."""
    return _PARTS[round(hit.loud, 6)]


_PARTS = {round(loud * way, 6): part for part, loud in LOUD.items() for way in (1.0, PART)}


def _texts(ad: AdTexts) -> Iterable[tuple[str, float]]:
    field = ad_fields().get(ad.field)
    yield ad.title, LOUD[AdPart.TITLE]
    yield field.da.name if field else "", LOUD[AdPart.FIELD]
    yield f"{ad.employer} {ad.place}", LOUD[AdPart.WHERE]
    yield ad.text[:INDEXED], LOUD[AdPart.TEXT]


@cache
def _words() -> FindWords:
    return read_entries(SearchWords, FOLDER / "ad_search.yaml")["danish"].as_words()
