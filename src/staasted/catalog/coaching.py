"""Coaching guides: questions for a conversation in our own words, and where the way of asking is
from."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, Entry, read_entry

COACHING = FOLDER / "coaching"


class TalkGuideWords(Entry):
    """Whom the guide is for, and a sentence to begin with."""

    name: str
    lead: str


class TalkPartWords(Entry):
    """One part of the conversation: what it is for, and what one may ask."""

    heading: str
    questions: tuple[str, ...] = Field(min_length=2, max_length=8)


class TalkPart(Entry):
    """One part of a conversation, in order."""

    da: TalkPartWords

    @property
    def heading(self) -> str:
        """Return what it is for, in the language that is spoken."""
        return said(self.da.heading)

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what one may ask, in the language that is spoken."""
        return tuple(said(each) for each in self.da.questions)


class TalkGuide(Entry):
    """A guide; ``sources`` name where the way of asking is from, the words are ours.

    ``place`` is its place among them; ``purposes`` are the conversations it is offered for, empty
    where somebody chooses it themselves.
    """

    place: int = Field(gt=0)
    purposes: tuple[str, ...] = ()
    sources: tuple[str, ...] = Field(min_length=1)
    da: TalkGuideWords
    parts: tuple[TalkPart, ...] = Field(min_length=2, max_length=6)

    @property
    def words(self) -> TalkGuideWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


@cache
def talk_guides() -> Mapping[str, TalkGuide]:
    """Return every guide by its file's name, in their order. Errors: CatalogError."""
    read = {file.stem: read_entry(TalkGuide, file) for file in COACHING.glob("*.yaml")}
    return MappingProxyType(dict(sorted(read.items(), key=lambda told: told[1].place)))


def guides_for(purpose: str) -> Mapping[str, TalkGuide]:
    """Return the guides offered for a purpose; all of them where none is made for it."""
    made = {slug: each for slug, each in talk_guides().items() if purpose in each.purposes}
    return made or talk_guides()
