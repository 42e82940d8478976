"""The counsellor's mirror as data: the screening's own topics, turned to whoever helps."""

from collections.abc import Mapping

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry


class MirrorOption(Entry):
    """One answer and its word."""

    slug: str
    skips: bool = False
    da: str

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return said(self.da)


class MirrorPart(Entry):
    """What is asked of every topic, and its answers: what one expects, what one contributes."""

    slug: str
    options: tuple[MirrorOption, ...]
    da: str

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return said(self.da)


class MirrorTopic(Entry):
    """One topic of the screening, as it is asked the counsellor."""

    topic: str
    da: str

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return said(self.da)


class MirrorWords(Entry):
    """The mirror's own words, and who sees it."""

    title: str
    intro: str
    who_sees: str
    deleted: str


class MirrorEntry(Entry):
    """One version of a mirror of one version of an instrument."""

    slug: str
    version: int = Field(gt=0)
    mirrors: str
    of_version: int = Field(gt=0)
    licence: str
    source: str
    parts: tuple[MirrorPart, ...]
    topics: tuple[MirrorTopic, ...]
    da: MirrorWords

    @property
    def words(self) -> MirrorWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def allowed(self) -> Mapping[str, frozenset[str]]:
        """Return ``topic.part`` → the answers it may have."""
        return {
            f"{topic.topic}.{part.slug}": frozenset(option.slug for option in part.options)
            for topic in self.topics
            for part in self.parts
        }
