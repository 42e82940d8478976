"""From rules and facts to what is owed one person on one day."""

from collections.abc import Iterable, Sequence
from datetime import date

from staasted.core.law.facts import CountedEvent, CountingPeriod
from staasted.core.law.kinds import CountInWindow, FirstDeadline
from staasted.core.law.obligation import Obligation, obligation
from staasted.core.law.rule import Rule


def applicable(rules: Iterable[Rule], group: str, window_first_day: date) -> tuple[Rule, ...]:
    """Return the rules of `group` in force on the day that chooses the version.

    The version of a window's first day governs the whole window.
    Source: decision 0005 (an interpretation where an act has no transition rule).
    """
    return tuple(r for r in rules if group in r.groups and r.in_force(window_first_day))


def rules_loaded(rules: Iterable[Rule], group: str, on: date) -> bool:
    """Return whether any rule with a number is loaded for `group` on `on`."""
    return any(
        isinstance(r.kind, FirstDeadline | CountInWindow) for r in applicable(rules, group, on)
    )


def resolve(
    *,
    rules: Iterable[Rule],
    period: CountingPeriod,
    events: Sequence[CountedEvent],
    on: date,
) -> tuple[Obligation, ...]:
    """Return what is owed one person on `on`, one obligation per rule, in due order.

    A group without rules gives none; without a first request date every status is unknown.
    """
    chosen = applicable(rules, period.group, period.opens_on)
    found = (
        obligation(rule, rule.kind.find(period, events, on))
        for rule in chosen
        if isinstance(rule.kind, FirstDeadline | CountInWindow)
    )
    return tuple(sorted(found, key=lambda o: (o.due or date.max, o.rule.id)))


def next_due(obligations: Iterable[Obligation]) -> date | None:
    """Return the earliest due date still owed (inclusive), past ones too; None if nothing is."""
    return min((o.due for o in obligations if o.still_owed and o.due is not None), default=None)
