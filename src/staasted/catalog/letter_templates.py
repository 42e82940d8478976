"""Letters staff begin from, and how one complains, by what kind of decision it is."""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

from pydantic import Field, model_validator

from staasted.catalog.english import said
from staasted.catalog.freedoms import UnreadAct
from staasted.catalog.reader import FOLDER, CatalogError, Entry, read_entry
from staasted.catalog.rules.sources import source_of
from staasted.core.law import Grade, Source

COMPLAINTS, TEMPLATES = FOLDER / "complaints.yaml", FOLDER / "letter_templates.yaml"
FILLED = frozenset({"name", "coach", "office", "phone", "next"})
"""What a template may ask the case for."""
GAP = re.compile(r"\[…[^\[\]]*\]")
"""What the writer has to say: a letter with one left in it is not sent."""


class ComplaintWords(Entry):
    """What kind of decision it is, for staff; and how one complains, for the citizen."""

    name: str
    how: str


class Complaint(Entry):
    """How one complains. ``cites`` were read; ``unread`` is an act that was not (decision 0043).

    ``decides`` is whether a letter of that kind is a decision.
    """

    slug: str = Field(pattern=r"^[a-z_]+$")
    da: ComplaintWords
    decides: bool = True
    cites: tuple[str, ...] = ()
    unread: UnreadAct | None = None

    @property
    def words(self) -> ComplaintWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def sources(self) -> list[Source]:
        """Return each section with its address."""
        return [source_of(each, Grade.A, frozenset(), confirmed=True) for each in self.cites]


class TemplateWords(Entry):
    """The template's name for staff, and the letter's parts."""

    name: str
    title: str
    body: str
    may_decide: str


class LetterTemplate(Entry):
    """One letter to begin from; ``complaint`` is what kind of decision it is."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    complaint: str
    da: TemplateWords

    @property
    def words(self) -> TemplateWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @model_validator(mode="after")
    def _asks_for_what_there_is(self) -> "LetterTemplate":
        for words in (self.da.title, self.da.body, self.da.may_decide):
            asked = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
            if not asked <= FILLED:
                raise ValueError(f"the case cannot fill {sorted(asked - FILLED)}")
        return self


class ComplaintFile(Entry):
    """What stands in complaints.yaml."""

    entries: tuple[Complaint, ...] = Field(min_length=1)


class TemplateFile(Entry):
    """What stands in letter_templates.yaml."""

    entries: tuple[LetterTemplate, ...] = Field(min_length=1)


@cache
def complaints() -> Mapping[str, Complaint]:
    """Return how one complains, by slug, in their order; read once. Errors: CatalogError."""
    return {each.slug: each for each in read_entry(ComplaintFile, COMPLAINTS).entries}


def decisions() -> frozenset[str]:
    """Return the kinds of letter that are decisions."""
    return frozenset(slug for slug, each in complaints().items() if each.decides)


@cache
def letter_templates() -> Mapping[str, LetterTemplate]:
    """Return the templates by slug, in their order; read once. Errors: CatalogError."""
    found = {each.slug: each for each in read_entry(TemplateFile, TEMPLATES).entries}
    for each in found.values():
        if each.complaint not in complaints():
            what = f"nobody says how one complains about {each.complaint!r}"
            raise CatalogError(TEMPLATES, each.slug, what, "name a slug of complaints.yaml")
    return found


def gaps_in(*texts: str) -> list[str]:
    """Return what is still to be said in a letter, as it stands there."""
    return [gap for words in texts for gap in GAP.findall(words)]
