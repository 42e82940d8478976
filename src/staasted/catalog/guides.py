"""First-day checklists: what to do, by which section, and where."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, Entry, read_entry
from staasted.catalog.rules.sources import source_of
from staasted.core.law import Grade, Source

GUIDES = FOLDER / "guides"


class GuideWords(Entry):
    """What a checklist is for, and a sentence to begin with."""

    name: str
    lead: str


class StepWords(Entry):
    """What to do, and what to know about it."""

    what: str
    more: str


class GuideStep(Entry):
    """One thing to do. ``way`` is where, among our own pages or on Jobnet; empty is nowhere here.

    ``cites`` is the section that asks it; empty is our advice.
    """

    slug: str = Field(pattern=r"^[a-z_]+$")
    da: StepWords
    cites: str = ""
    way: Literal["", "jobnet", "help", "plan", "plan_helpers", "book_purpose", "offers"] = ""

    @property
    def words(self) -> StepWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def source(self) -> Source | None:
        """Return the act and section with their address; None where it is our advice."""
        return source_of(self.cites, Grade.A, frozenset(), confirmed=True) if self.cites else None


class Guide(Entry):
    """A checklist; ``place`` is its place among them, ``read_on`` the day the law was last read."""

    place: int = Field(gt=0)
    read_on: date
    da: GuideWords
    steps: tuple[GuideStep, ...]

    @property
    def words(self) -> GuideWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    def step(self, slug: str) -> GuideStep | None:
        """Return a step by its slug."""
        return next((each for each in self.steps if each.slug == slug), None)


@cache
def guides() -> Mapping[str, Guide]:
    """Return every checklist by its file's name, in their order. Errors: CatalogError."""
    read = {file.stem: read_entry(Guide, file) for file in GUIDES.glob("*.yaml")}
    return MappingProxyType(dict(sorted(read.items(), key=lambda told: told[1].place)))
