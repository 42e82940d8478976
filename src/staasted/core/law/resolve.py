"""From rules and facts to what is owed one person on one day."""

from collections.abc import Iterable
from datetime import date

from staasted.core.law.facts import Bearer, Effort
from staasted.core.law.kinds import Duty
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation

COURSE_LINES = frozenset(
    f"conversations.{line}" for line in ("first", "number", "interval", "rolling", "need")
)
"""The lines of duty that make a contact course."""


def resolve(look: Look) -> tuple[Obligation, ...]:
    """Return what is owed one person, one obligation for each rule and window, in due order.

    A group without rules gives none; where a day or a fact is not known the status is unknown.
    """
    found: list[Obligation] = []
    asked: set[str] = set()
    for group, first in _groups(look):
        for rule in look.book.between(Duty, group, first, look.on):
            kind = rule.kind
            if rule.id not in asked and isinstance(kind, Duty):
                asked.add(rule.id)
                found.extend(kind.find(look, rule))
    found.sort(key=lambda o: (o.due or date.max, o.rule.id))
    return tuple(found)


def next_due(obligations: Iterable[Obligation]) -> date | None:
    """Return the earliest due date of a conversation the municipality still owes, past ones too.

    The day itself is in time; None if nothing is owed.
    """
    return min((o.due for o in obligations if _ours(o) and o.due is not None), default=None)


def _ours(owed: Obligation) -> bool:
    ours = owed.rule.bearer is Bearer.MUNICIPALITY and owed.effort is Effort.CONVERSATION
    return ours and owed.still_owed


def rules_loaded(look: Look, group: str, on: date) -> bool:
    """Return whether any rule of a contact course is loaded for ``group`` on ``on``."""
    return any(r.line in COURSE_LINES for r in look.book.in_force(Duty, group, on))


def _groups(look: Look) -> list[tuple[str, date]]:
    """Return the person's groups, each with the first day a rule of it can matter."""
    first: dict[str, date] = {}
    for time in look.person.times:
        if time.opens_on <= look.on:
            opened = min([time.opens_on, time.first, *time.days.values()])
            first[time.group] = min(first.get(time.group, opened), opened)
    return list(first.items())
