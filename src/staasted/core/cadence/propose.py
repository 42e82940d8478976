"""When the next contact makes sense: a proposal with its reasons."""

from dataclasses import dataclass
from datetime import date

from staasted.core.axes import Freedom
from staasted.core.cadence.intervals import Intervals
from staasted.core.calendar import add_weeks
from staasted.core.reason import Reason


@dataclass(frozen=True, slots=True)
class CadenceProposal:
    """A proposed rhythm; `latest` is the last day for the next contact, inclusive."""

    freedom: Freedom
    interval_weeks: int
    latest: date
    reasons: tuple[Reason, ...]


def propose(
    *,
    freedom: Freedom,
    weeks_in_spell: int | None,
    on: date,
    law_due: date | None,
    intervals: Intervals,
) -> CadenceProposal:
    """Return the proposed rhythm from `on`, never later than the law's next due date.

    `weeks_in_spell` is completed weeks; a due date already passed means today.
    Source: decision 0005 (intervals in the policy file).
    """
    weeks = intervals.weeks(freedom, weeks_in_spell)
    by_interval = add_weeks(on, weeks)
    latest = by_interval if law_due is None else max(on, min(law_due, by_interval))
    reasons = (
        *_interval_reasons(freedom, weeks, weeks_in_spell, intervals),
        *_law(law_due, by_interval, on),
    )
    return CadenceProposal(freedom, weeks, latest, reasons)


def _interval_reasons(
    freedom: Freedom, weeks: int, weeks_in_spell: int | None, intervals: Intervals
) -> tuple[Reason, ...]:
    """Return why this interval: the freedom, and how far into the spell."""
    every = "weekly" if weeks == 1 else freedom.value
    chosen = Reason.of(f"interval_{every}", weeks=weeks)
    if weeks_in_spell is None:
        return (chosen, Reason.of("spell_length_not_known", early_weeks=intervals.early_weeks))
    early = weeks_in_spell < intervals.early_weeks
    code = "early_in_spell" if early else "later_in_spell"
    return (chosen, Reason.of(code, early_weeks=intervals.early_weeks))


def _law(law_due: date | None, by_interval: date, on: date) -> tuple[Reason, ...]:
    """Return the law's reason when its date is the earlier one."""
    if law_due is None or law_due >= by_interval:
        return ()
    code = "law_overdue" if law_due < on else "law_due_first"
    return (Reason.of(code, due=law_due),)
