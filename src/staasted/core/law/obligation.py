"""What one rule asks for one person on one day."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from staasted.core.calendar import Period
from staasted.core.law.facts import CountedEvent, Effort, OfferEvent
from staasted.core.law.rule import Rule
from staasted.core.law.trial import TrialPart


class Status(StrEnum):
    """How far a duty is: met, still open, too late, not known, lifted, or without a number."""

    MET = "met"
    OPEN = "open"
    BREACH = "breach"
    UNKNOWN = "unknown"
    LIFTED = "lifted"
    NO_NUMBER = "no_number"


class Obligation(NamedTuple):
    """One duty on one day; window and due date inclusive; `group` is the one it is owed under.

    `held` is the count inside the window without a cap; `events` (of the `ledger`, on the days
    `looked` at) and `offers` are what was looked at, each conversation with its reason.
    `fulfilled_on` is the day the number was reached, also when that was late. `question` names
    the fact that is missing when the status is unknown, `lifted_by` the code of what lifts it.
    `approximate` marks a date made from days instead of counted weeks or hours; `readings` are
    the codes of our own readings that shaped it, where the act is silent. `timed` is a deadline
    of a single conversation or offer: it is judged, and never summed beside the number it is
    one of. `trial` is the part of a trial that shaped it, `without` the duty as the law
    alone has it.
    """

    rule: Rule
    status: Status
    group: str = ""
    window: Period | None = None
    due: date | None = None
    required: int | None = None
    held: int = 0
    ledger: tuple[CountedEvent, ...] = ()
    looked: Period | None = None
    offers: tuple[OfferEvent, ...] = ()
    fulfilled_on: date | None = None
    still_owed: bool = False
    question: str | None = None
    lifted_by: str | None = None
    approximate: bool = False
    readings: tuple[str, ...] = ()
    timed: bool = False
    effort: Effort = Effort.CONVERSATION
    trial: TrialPart | None = None
    without: "Obligation | None" = None

    @property
    def events(self) -> tuple[CountedEvent, ...]:
        """Return the conversations looked at, oldest first; found when they are asked for."""
        looked = self.looked
        if looked is None:
            return ()
        return tuple(e for e in self.ledger if looked.first <= e.event.on <= looked.last)

    @property
    def counted(self) -> int:
        """Return the count capped at what is required; nobody's surplus pays for another."""
        return min(self.held, self.required or 0)

    @property
    def missing(self) -> int:
        """Return how many are still lacking."""
        return (self.required or 0) - self.counted

    @property
    def surplus(self) -> int:
        """Return what lies beyond the number; a deadline asks for one and has none."""
        return 0 if self.timed or self.required is None else self.held - self.counted

    @property
    def promised(self) -> bool:
        """Return whether a trial has added it: the law alone does not ask for it."""
        return self.trial is not None and self.without is None

    @property
    def interpretation(self) -> bool:
        """Return whether the reading is ours where the act is silent."""
        return self.rule.interpretation or bool(self.readings)


def not_known(rule: Rule, question: str | None, effort: Effort, group: str) -> Obligation:
    """Return a duty that asks for the fact it lacks and guesses nothing."""
    return Obligation(
        rule=rule, group=group, status=Status.UNKNOWN, question=question, effort=effort
    )


def status_on(on: date, due: date, held: int, required: int) -> Status:
    """Return the status on `on`: the due day itself is in time."""
    if held >= required:
        return Status.MET
    return Status.OPEN if on <= due else Status.BREACH
