"""What is known about one person when the rules are read."""

from dataclasses import dataclass
from datetime import date

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome


@dataclass(frozen=True, slots=True)
class CountingPeriod:
    """The statutory period of one person; all days inclusive, None means not known.

    `group` and `benefit` carry their namespace (`group:`, `benefit:`). `ends_on` is the
    last day on the benefit, None while it runs.
    Source: LBK 280/2024 § 9, stk. 1, nr. 2 and stk. 2, nr. 2.
    """

    group: str
    benefit: str
    starts_on: date
    first_request_on: date | None = None
    ends_on: date | None = None

    @property
    def opens_on(self) -> date:
        """Return the first day a conversation may lie on: first request, else the start."""
        return self.first_request_on or self.starts_on

    def ended(self, on: date) -> date | None:
        """Return the last day if it is here by `on` (inclusive); a coming end changes nothing."""
        return self.ends_on if self.ends_on is not None and self.ends_on <= on else None


@dataclass(frozen=True, slots=True)
class ContactEvent:
    """One conversation, planned or past; `minutes` as registered, outcome None before."""

    ref: str
    on: date
    purpose: str
    form: ConversationForm = ConversationForm.INDIVIDUAL
    channel: Channel = Channel.IN_PERSON
    held_by: Holder = Holder.COUNSELLOR
    outcome: Outcome | None = Outcome.HELD
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class CountedEvent:
    """One conversation with its person count (0 or 1) and the code that says why."""

    event: ContactEvent
    value: int
    reason: str
