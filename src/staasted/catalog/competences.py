"""What a counsellor can: languages they speak with citizens, and subjects they know."""

from enum import StrEnum
from functools import cache

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, Entry, read_entries


class CompetenceKind(StrEnum):
    """A language, or what conversations are about."""

    LANGUAGE = "language"
    SUBJECT = "subject"


class CompetenceWords(Entry):
    """The competence as staff and citizens read it."""

    name: str


class CompetenceEntry(Entry):
    """One language or subject."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    kind: CompetenceKind
    da: CompetenceWords

    @property
    def words(self) -> CompetenceWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


@cache
def competences() -> dict[str, CompetenceEntry]:
    """Return every competence by slug, in the order of the file; raises CatalogError."""
    return read_entries(CompetenceEntry, FOLDER / "competences.yaml")
