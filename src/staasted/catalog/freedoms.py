"""My rights and freedoms: one's rights, what one decides, and what nobody can opt out of."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import Field, model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, Entry, read_entry
from staasted.catalog.rules.sources import source_of
from staasted.core.law import Grade, Source

FILE = FOLDER / "freedoms.yaml"


class FreedomKind(StrEnum):
    """What it is to the citizen."""

    RIGHT = "right"
    FREEDOM = "freedom"
    BOUND = "bound"


class FreedomWords(Entry):
    """It in a few words, and what it means."""

    name: str
    means: str


class ActWords(Entry):
    """The everyday name of an act."""

    act: str


class UnreadAct(Entry):
    """An act it follows from that does not lie with us: named, and no section of it."""

    da: ActWords


class Freedom(Entry):
    """One of them, from a day to a day (both inclusive; None is without end).

    ``cites`` are the sections it stands in, as read; ``unread`` an act it follows from that we have
    not read. With neither it is our own promise. ``way`` is the page where one uses it.
    """

    slug: str = Field(pattern=r"^[a-z_]+$")
    kind: FreedomKind
    da: FreedomWords
    cites: tuple[str, ...] = ()
    unread: UnreadAct | None = None
    from_on: date | None = None
    to_on: date | None = None
    way: str = ""

    @property
    def words(self) -> FreedomWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def unread_act(self) -> str:
        """Return the act nobody here has read, in the language that is spoken; empty for none."""
        return said(self.unread.da).act if self.unread else ""

    @property
    def sources(self) -> list[Source]:
        """Return each section with its address."""
        return [source_of(each, Grade.A, frozenset(), confirmed=True) for each in self.cites]

    @model_validator(mode="after")
    def _one_origin(self) -> "Freedom":
        if self.cites and self.unread:
            raise ValueError("a section that was read, or an act that was not")
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise ValueError("it cannot end before it begins")
        return self


class FreedomFile(Entry):
    """What stands in freedoms.yaml."""

    entries: tuple[Freedom, ...] = Field(min_length=1)


@cache
def freedoms() -> Sequence[Freedom]:
    """Return all of them in their order, read once. Errors: CatalogError."""
    return read_entry(FreedomFile, FILE).entries


def freedoms_on(day: date) -> Sequence[Freedom]:
    """Return those that hold on a day."""
    return [
        each
        for each in freedoms()
        if (each.from_on is None or each.from_on <= day)
        and (each.to_on is None or day <= each.to_on)
    ]
