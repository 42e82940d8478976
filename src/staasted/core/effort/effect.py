"""What one more conversation would mean, before it is booked."""

from dataclasses import dataclass
from datetime import date

from staasted.core.effort.answer import LegalAnswer
from staasted.core.law import Obligation


@dataclass(frozen=True, slots=True)
class DutyEffect:
    """One duty before and after one more conversation; ``before`` is None for one it opens.

    Where the next stretch takes the place of another that has not closed, that is ``before``.
    """

    before: Obligation | None
    after: Obligation

    @property
    def counts(self) -> bool:
        """Return whether the conversation is one more in this duty."""
        return self.after.held > (self.before.held if self.before is not None else 0)


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """What one more conversation changes for the person: the duties, and the next due date.

    ``value`` is what it counts (0 or 1), ``reason`` the code that says why.
    """

    value: int
    reason: str
    due_before: date | None
    due_after: date | None
    duties: tuple[DutyEffect, ...]


def effect_of(before: LegalAnswer, after: LegalAnswer, ref: str) -> PersonEffect:
    """Return what the conversation named ``ref`` in ``after`` changes; both answer for one day.

    Errors: ValueError where it is not in ``after``.
    """
    told = next((each for each in after.events if each.event.ref == ref), None)
    if told is None:
        raise ValueError(f"the conversation {ref} is not in the answer")
    known = {_key(owed): owed for owed in before.obligations}
    gone = _replaced(before, after)
    pairs = ((known.get(_key(owed)) or gone.get(owed.rule.id), owed) for owed in after.numbered)
    changed = [DutyEffect(earlier, owed) for earlier, owed in pairs if _differs(earlier, owed)]
    return PersonEffect(told.value, told.reason, before.due, after.due, tuple(changed))


def _replaced(before: LegalAnswer, after: LegalAnswer) -> dict[str, Obligation]:
    """Return what is still owed before and no longer there after, by rule: another took over."""
    kept = {_key(owed) for owed in after.obligations}
    gone = (owed for owed in before.numbered if owed.still_owed and _key(owed) not in kept)
    return {owed.rule.id: owed for owed in gone}


def _key(owed: Obligation) -> tuple[str, date | None]:
    return owed.rule.id, owed.window.first if owed.window is not None else None


def _differs(before: Obligation | None, after: Obligation) -> bool:
    if before is None:
        return True
    return (before.status, before.held, before.due) != (after.status, after.held, after.due)
