"""Offers: what there is, for whom, and what we know about whether it helps."""

from staasted.catalog.english import said
from staasted.catalog.reader import Entry


class OfferWords(Entry):
    """The offer as the citizen reads it; `evidence` is honest where nothing is known."""

    name: str
    description: str
    for_whom: str
    asks: str
    when: str
    evidence: str


class Offer(Entry):
    """One offer; `section` only where the law's own text has been read."""

    slug: str
    order: int
    section: str | None = None
    eli: str | None = None
    da: OfferWords

    @property
    def words(self) -> OfferWords:
        """Return its words in the language that is spoken."""
        return said(self.da)
