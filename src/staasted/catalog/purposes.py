"""What a conversation is for: length, notice, and who may book it."""

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.core.axes import Channel, Holder
from staasted.core.law import BookedBy


class PurposeWords(Entry):
    """The purpose as the citizen reads it."""

    name: str
    description: str


class Purpose(Entry):
    """A purpose; minutes per channel lie on the grid, hours run back from the start.

    ``subject`` is the competence who holds it should have (competences.yaml); None asks for none.
    ``joint`` where the citizen may choose to have the a-kasse take part.
    """

    slug: str
    counts_as: str = "job_conversation"
    booked_by: BookedBy
    held_by: tuple[Holder, ...]
    minutes: dict[Channel, int]
    notice_hours: int = Field(ge=0)
    horizon_days: int = Field(gt=0)
    move_until_hours: int = Field(ge=0)
    cancel_until_hours: int = Field(ge=0)
    subject: str | None = None
    joint: bool = False
    source: str
    da: PurposeWords

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Return the channels the purpose can take; the law may allow fewer that day."""
        return tuple(self.minutes)

    @property
    def self_bookable(self) -> bool:
        """Return whether the citizen may book it."""
        return self.booked_by is BookedBy.SELF_BOOKING

    @property
    def words(self) -> PurposeWords:
        """Return its words in the language that is spoken."""
        return said(self.da)
