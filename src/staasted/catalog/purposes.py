"""What a conversation is for: length, notice, whom it is shown to, and who may book it."""

from enum import StrEnum

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.law import BookedBy


class Visibility(StrEnum):
    """Whom a purpose is shown to when one chooses, and who may book it. Source: decision 0039.

    ``invited`` is a citizen with a live invitation to it. Staff may book what anybody may.
    """

    EVERYONE = "everyone"
    INVITED = "invited"
    STAFF = "staff"


class PurposeWords(Entry):
    """The purpose as the citizen reads it."""

    name: str
    description: str


class Purpose(Entry):
    """A purpose; minutes lie on the grid, hours run back from the start.

    ``minutes`` are those of a conversation of two, by channel. ``minutes_by_form`` are a joint
    one's where it takes longer or shorter, and what a new meeting's page suggests.
    ``subject`` is the competence who holds it should have (competences.yaml); None asks for none.
    ``joint`` where the citizen may choose to have the a-kasse take part.
    """

    slug: str
    counts_as: str = "job_conversation"
    booked_by: BookedBy
    held_by: tuple[Holder, ...]
    minutes: dict[Channel, int]
    minutes_by_form: dict[ConversationForm, dict[Channel, int]] = Field(default_factory=dict)
    notice_hours: int = Field(ge=0)
    horizon_days: int = Field(gt=0)
    move_until_hours: int = Field(ge=0)
    cancel_until_hours: int = Field(ge=0)
    subject: str | None = None
    joint: bool = False
    visibility: Visibility = Visibility.EVERYONE
    source: str
    da: PurposeWords

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Return the channels the purpose can take; the law may allow fewer that day."""
        return tuple(self.minutes)

    def lasts(self, channel: Channel, form: ConversationForm = ConversationForm.INDIVIDUAL) -> int:
        """Return the minutes of a conversation; a joint one says its own, or takes as long."""
        return self.minutes_by_form.get(form, {}).get(channel, self.minutes[channel])

    def meeting_lasts(self, form: ConversationForm, channel: Channel) -> int | None:
        """Return the minutes suggested for a meeting with seats; None where nothing is said."""
        return self.minutes_by_form.get(form, {}).get(channel)

    @property
    def self_bookable(self) -> bool:
        """Return whether the citizen may book it."""
        return self.booked_by is BookedBy.SELF_BOOKING

    @property
    def for_everyone(self) -> bool:
        """Return whether every citizen may book it, whatever they are asked."""
        return self.self_bookable and self.visibility is Visibility.EVERYONE

    @property
    def words(self) -> PurposeWords:
        """Return its words in the language that is spoken."""
        return said(self.da)
