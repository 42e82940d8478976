"""From rules and facts to what is owed one person on one day."""

from collections.abc import Iterable
from datetime import date

from staasted.core.law.book import Course, RuleBook
from staasted.core.law.facts import Bearer, Effort
from staasted.core.law.kinds import Duty
from staasted.core.law.kinds.unnumbered import stands_today
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.plan import CoursePlan, Plan, Step

COURSE_LINES = frozenset(
    f"conversations.{line}" for line in ("first", "number", "interval", "rolling", "need")
)
"""The lines of duty that make a contact course."""


def resolve(look: Look) -> tuple[Obligation, ...]:
    """Return what is owed one person, one obligation for each rule and window, in due order.

    A group without rules gives none; where a day or a fact is not known the status is unknown.
    """
    plan = look.book.remembered(_course(look), CoursePlan)
    asked = plan.for_known(look.days_known, look.person.facts.keys())
    found: list[Obligation] = []
    for clock, steps in asked.by_first_day.items():
        _by_first_day(look, asked, clock, steps, found)
    for rule, kind in asked.others:
        found.extend(kind.find(look, rule))
    today = look.today
    if today is not None:
        hands_over = look.handover(today).rule is not None  # else everybody's duties are binding
        for rule, stands in asked.today.get(today.group, ()):
            if (rule.when is None and not hands_over) or stands_today(look, rule, today):
                found.append(stands.as_it_stands(look, rule, today))
    return in_due_order(found)


def _by_first_day(
    look: Look, asked: Plan, clock: str, steps: tuple[Step, ...], found: list[Obligation]
) -> None:
    """Add what the duties ask that the first day of each period of a clock chooses."""
    firsts = look.firsts(clock)
    for _, first, _ in firsts:
        if first is None:  # a day that is not known may be any
            for rule, kind in steps:
                found.extend(kind.find(look, rule))
            return
    for period, first, group in firsts:
        if first is not None:
            for rule, kind in asked.chosen(clock, group, first):
                owed = kind.opened(look, rule, period, first)
                if owed is not None:
                    found.append(owed)


def in_due_order(found: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Return obligations the soonest first; those without a day last."""
    return tuple(sorted(found, key=_due_order))


def _due_order(owed: Obligation) -> tuple[date, str]:
    return (owed.due or _NO_DAY, owed.rule.id)


_NO_DAY = date.max


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
    return look.book.derived(_has_course, group, on)


def _has_course(book: RuleBook, group: str, on: date) -> bool:
    return any(rule.line in COURSE_LINES for rule in book.in_force(Duty, group, on))


def _course(look: Look) -> Course:
    """Return the person's groups, each with the first day a rule of it can matter."""
    first: dict[str, date] = {}
    on = look.on
    for time in look.person.times:
        if time.opens_on <= on:
            opened = min([time.opens_on, time.first, *time.days.values()])
            known = first.get(time.group)
            if known is None or opened < known:
                first[time.group] = opened
    return tuple([(group, day, on) for group, day in first.items()])
