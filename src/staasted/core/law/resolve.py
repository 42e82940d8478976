"""From rules and facts to what is owed one person on one day."""

from collections.abc import Iterable
from datetime import date

from staasted.core.law.book import RuleBook
from staasted.core.law.facts import Bearer, Effort
from staasted.core.law.kinds import Duty
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.rule import Rule

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
    groups = _groups(look)
    known = look.days_known
    for group, first in groups:
        for rule, kind, day, today, clock in _candidates(look.book, group, first, look.on):
            if day not in known and not (today and rule.in_force(look.on)):
                continue
            if clock and not _may_govern(rule, look.firsts(clock)):
                continue
            if len(groups) > 1:
                if rule.id in asked:
                    continue
                asked.add(rule.id)
            found.extend(kind.find(look, rule))
    return in_due_order(found)


def in_due_order(found: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Return obligations the soonest first; those without a day last."""
    return tuple(sorted(found, key=_due_order))


_Candidate = tuple[Rule, Duty, str, bool, str]
"""A rule, its kind, the named day it waits for (empty: none), whether it stands without it, and
the clock whose first days alone choose its version (empty: more than they do)."""


def _candidates(book: RuleBook, group: str, first: date, last: date) -> tuple[_Candidate, ...]:
    """Return the group's duties in force some day between, with what each waits for."""
    return book.remembered(
        group,
        first,
        last,
        lambda: tuple(
            (
                rule,
                rule.kind,
                _day(rule.kind, book),
                rule.kind.stands_today(),
                rule.kind.chosen_by(rule),
            )
            for rule in book.between(Duty, group, first, last)
            if isinstance(rule.kind, Duty)
        ),
    )


def _may_govern(rule: Rule, firsts: Iterable[tuple[date | None, str]]) -> bool:
    """Return whether a window that opens on one of these days, in that group, may be the rule's.

    A day that is not known asks, and may be any.
    """
    groups, first_on, last_on = rule.groups, rule.from_on, rule.to_on
    for first, group in firsts:
        if first is None:
            return True
        if first_on <= first and (last_on is None or first <= last_on) and group in groups:
            return True
    return False


def _day(kind: Duty, book: RuleBook) -> str:
    """Return the day a duty waits for; what stands today alone waits for one nobody has."""
    day = kind.waits_for(book.clocks)
    return day or (_NEVER if kind.stands_today() else "")


_NEVER = "never"


def _due_order(owed: Obligation) -> tuple[date, str]:
    return (owed.due or date.max, owed.rule.id)


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
