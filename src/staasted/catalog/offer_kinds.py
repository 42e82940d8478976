"""Kinds of offer a person takes part in, as registers name them."""

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry


class OfferKindWords(Entry):
    """The kind's Danish name."""

    name: str


class OfferKind(Entry):
    """A kind of offer; `section` only where the law's own text has been read."""

    slug: str = Field(pattern=r"^[a-z0-9_]+$")
    section: str | None = None
    synonyms: tuple[str, ...] = ()
    da: OfferKindWords

    @property
    def names(self) -> frozenset[str]:
        """Return every word the kind is known by, folded for comparing."""
        return frozenset(word.casefold() for word in (self.slug, self.da.name, *self.synonyms))

    @property
    def words(self) -> OfferKindWords:
        """Return its words in the language that is spoken."""
        return said(self.da)
