"""What the law says about who books the next time, for one person on one day."""

from typing import NamedTuple

from staasted.core.law.arranging import binds_on, newest_of, part_touching
from staasted.core.law.look import Look
from staasted.core.law.rule import Rule
from staasted.core.law.standing import BookedBy, BookingDuty
from staasted.core.law.trial import TrialPart


class Arrangement(NamedTuple):
    """Who books; `must` only while the text is verified, so no unread duty is ever shown.

    ``trial`` is the part of a trial that lifts the rule: then nobody must.
    """

    by: BookedBy | None
    must: bool
    rule: Rule | None
    trial: TrialPart | None = None


NOBODY = Arrangement(by=None, must=False, rule=None)


def arrangement_on(look: Look, group: str, *, first_held: bool) -> Arrangement:
    """Return who makes the next appointment on the day of ``look``: a summons or the person.

    Source: LBK 280/2024 § 34, stk. 1-2.
    """
    book, person, on = look.book, look.person, look.on
    rules = book.in_force(BookingDuty, group, on)
    period = newest_of(look) if any(rule.when for rule in rules) else None
    for rule in rules:
        holds = rule.when is None or binds_on(rule, person, period, on)
        if isinstance(rule.kind, BookingDuty) and holds:
            part = part_touching(book, person, rule, group, on)
            if part is not None and part.ends_rules():
                return Arrangement(None, must=False, rule=rule, trial=part)
            return Arrangement(rule.kind.booked_by(first_held=first_held), rule.verified(on), rule)
    return NOBODY
