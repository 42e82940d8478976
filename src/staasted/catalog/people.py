"""Target groups and benefits: statutory names and numbers, and the words municipalities use."""

from datetime import date
from functools import cached_property

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry


class GroupWords(Entry):
    """A target group's Danish name, and a short form for lists."""

    name: str
    short: str


class GroupEra(Entry):
    """A group's statutory number in one era of the law; days inclusive, None while it runs."""

    from_on: date
    to_on: date | None = None
    section: str
    number: int | None = None


class TargetGroup(Entry):
    """A target group; `number` is its statutory number in `section` today, days inclusive.

    ``eras`` are its numbers through the versions of the law, oldest first. ``closed_on`` is the
    last day somebody could join it. ``contact_group`` is its number in BEK 113/2026 § 15.
    """

    slug: str = Field(pattern=r"^group:[a-z0-9_]+$")
    section: str
    number: int | None
    from_on: date
    to_on: date | None = None
    contact_course: bool
    eras: tuple[GroupEra, ...] = ()
    closed_on: date | None = None
    contact_group: int | None = None
    synonyms: tuple[str, ...] = ()
    da: GroupWords

    @cached_property
    def names(self) -> frozenset[str]:
        """Return every word the group is known by, folded for comparing."""
        own = (self.slug, self.da.name, self.da.short, *self.synonyms)
        return frozenset(word.casefold() for word in own)

    @property
    def words(self) -> GroupWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class BenefitWords(Entry):
    """A benefit's Danish name."""

    name: str


class Benefit(Entry):
    """A benefit people live on; `to_on` is the last day it was paid, where it has ended."""

    slug: str = Field(pattern=r"^benefit:[a-z0-9_]+$")
    act: str
    to_on: date | None = None
    synonyms: tuple[str, ...] = ()
    da: BenefitWords

    @cached_property
    def names(self) -> frozenset[str]:
        """Return every word the benefit is known by, folded for comparing."""
        return frozenset(word.casefold() for word in (self.slug, self.da.name, *self.synonyms))

    @property
    def words(self) -> BenefitWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class Municipality(Entry):
    """A municipality: its official code in four figures, and its name."""

    slug: str
    code: str = Field(pattern=r"^[0-9]{4}$")
    name: str
