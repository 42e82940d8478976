"""Kind: who makes the appointment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from staasted.core.law.rule import Kind


class BookedBy(StrEnum):
    """Who makes the appointment: a summons from the municipality, or the person."""

    SUMMONS = "summons"
    SELF_BOOKING = "self_booking"


@dataclass(frozen=True, slots=True)
class BookingDuty(Kind):
    """Who makes the first appointment and the later ones; days of the calendar.

    ``deadline_days``: the deadline lies at least so many days after the invitation.
    ``talk_within_days``: the conversation lies at most so many days after the deadline.
    ``sections``: ground of a summons → the section it rests on, where that is not LAB's own.
    Source: LBK 280/2024 § 34, stk. 1-2; BEK 1216/2023 § 44.
    """

    first: BookedBy
    then: BookedBy
    deadline_days: int | None = None
    talk_within_days: int | None = None
    joint: BookedBy | None = None
    sections: Mapping[str, str] = field(default_factory=dict)

    def booked_by(self, *, first_held: bool) -> BookedBy:
        """Return who books now; `first_held` when a first conversation has counted."""
        return self.then if first_held else self.first

    def long_enough(self, invited_on: date, deadline_on: date) -> bool:
        """Return whether the deadline gives the days the law asks for."""
        return self.deadline_days is None or (deadline_on - invited_on).days >= self.deadline_days

    def talk_by(self, deadline_on: date) -> date | None:
        """Return the last day of a conversation booked by that deadline (inclusive)."""
        if self.talk_within_days is None:
            return None
        return deadline_on + timedelta(days=self.talk_within_days)
