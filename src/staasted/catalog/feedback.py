"""What a citizen may be asked after a conversation: few questions, and one field for words."""

from collections.abc import Sequence
from functools import cache

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, Entry, read_entry

FILE = FOLDER / "feedback.yaml"
WORDS = "own-words"
"""Where the free words stand in an answer; no slug of a question has a hyphen."""


class Asked(Entry):
    """One thing that is asked, or one answer to it."""

    asks: str


class FeedbackOption(Entry):
    """One answer one may choose."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    da: Asked

    @property
    def words(self) -> str:
        """Return the answer in the language that is spoken."""
        return said(self.da).asks


class FeedbackQuestion(Entry):
    """One question; a slug that was used is never used of something else."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    da: Asked
    options: tuple[FeedbackOption, ...] = Field(min_length=2)

    @property
    def words(self) -> str:
        """Return the question in the language that is spoken."""
        return said(self.da).asks


class FeedbackFile(Entry):
    """What stands in feedback.yaml."""

    questions: tuple[FeedbackQuestion, ...] = Field(min_length=1)


@cache
def questions() -> Sequence[FeedbackQuestion]:
    """Return the questions in their order, read once. Errors: CatalogError."""
    return read_entry(FeedbackFile, FILE).questions
