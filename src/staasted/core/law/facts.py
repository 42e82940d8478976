"""What happened: conversations and offers as the rules look at them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome


class Bearer(StrEnum):
    """Who owes the duty."""

    MUNICIPALITY = "municipality"
    UNEMPLOYMENT_FUND = "unemployment_fund"


class Effort(StrEnum):
    """What is owed: a conversation or an offer."""

    CONVERSATION = "conversation"
    OFFER = "offer"


JOB = "job"
"""The purpose of a job conversation: every purpose that is not one of the fund's own."""

FUNDS_OWN = frozenset({"cv", "availability"})
"""Purposes of conversations that are never job conversations.

Source: decision 0012 (LBK 280/2024 §§ 25 and 31: CV and availability talks are named apart).
"""


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

    @property
    def joint(self) -> bool:
        """Return whether municipality and unemployment fund held it together."""
        return self.form is ConversationForm.JOINT


class CountedEvent(NamedTuple):
    """One conversation with its person count (0 or 1) and the code that says why.

    ``value`` is the municipality's count. ``valid`` where it was held in a form and a channel
    the law allowed that day: the unemployment fund's own conversations are valid and 0 here.
    """

    event: ContactEvent
    value: int
    reason: str
    valid: bool = False

    def counts_for(self, bearer: Bearer, purpose: str = JOB) -> bool:
        """Return whether it counts in a rule of that bearer and purpose."""
        if purpose != JOB:
            return self.valid and self.event.purpose == purpose
        if bearer is Bearer.MUNICIPALITY:
            return self.value == 1
        held_by_fund = self.event.held_by is Holder.UNEMPLOYMENT_FUND or self.event.joint
        return self.valid and held_by_fund and self.event.purpose not in FUNDS_OWN


@dataclass(frozen=True, slots=True)
class OfferEvent:
    """One part in an offer; days inclusive, None is not known or not yet.

    An offer that was granted and has not begun has no ``first`` and counts for nothing.
    """

    ref: str
    kind: str
    first: date | None
    last: date | None = None
    granted_on: date | None = None

    def weeks(self, on: date) -> int:
        """Return the weeks begun from the first day to the last one, at most to ``on``."""
        if self.first is None:
            return 0
        last = on if self.last is None else min(self.last, on)
        return max(0, -(-((last - self.first).days + 1) // 7))
