"""Why a case closes, and what is said of it."""

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry


class ClosingWords(Entry):
    """The cause for staff, and a sentence for the citizen."""

    name: str
    citizen: str


class ClosingCause(Entry):
    """A cause; ``moved`` asks where to, ``death`` stops every message and every log-in."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    moved: bool = False
    death: bool = False
    da: ClosingWords

    @property
    def words(self) -> ClosingWords:
        """Return its words in the language that is spoken."""
        return said(self.da)
