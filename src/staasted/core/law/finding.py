"""What a rule's kind finds when it looks at one person's conversations."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from staasted.core.calendar import Period
from staasted.core.law.facts import CountedEvent


class Status(StrEnum):
    """How far a duty is: met, still open, too late, or not known."""

    MET = "met"
    OPEN = "open"
    BREACH = "breach"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One duty on one day; window and due date inclusive.

    `held` is the count inside the window without a cap; `events` are the conversations
    looked at, each with its reason. `fulfilled_on` is the day the number was reached, also
    when that was late. `question` names the fact that is missing when the status is unknown.
    `approximate` marks a date made from days in spells instead of counted weeks or hours;
    `readings` are the codes of our own readings that shaped it, where the act is silent.
    """

    window: Period | None
    due: date | None
    required: int | None
    held: int
    events: tuple[CountedEvent, ...]
    status: Status
    fulfilled_on: date | None = None
    still_owed: bool = False
    question: str | None = None
    approximate: bool = False
    readings: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """Return the count capped at what is required; nobody's surplus pays for another."""
        return min(self.held, self.required or 0)

    @property
    def missing(self) -> int:
        """Return how many conversations are still lacking."""
        return (self.required or 0) - self.counted


def not_known(question: str) -> Finding:
    """Return a finding that asks for the fact it lacks and guesses nothing."""
    return Finding(
        window=None,
        due=None,
        required=None,
        held=0,
        events=(),
        status=Status.UNKNOWN,
        question=question,
    )


def status_on(on: date, due: date, held: int, required: int) -> Status:
    """Return the status on `on`: the due day itself is in time."""
    if held >= required:
        return Status.MET
    return Status.OPEN if on <= due else Status.BREACH
