"""The days of an invitation to book: by when to book, and by when to talk."""

from dataclasses import dataclass
from datetime import date, timedelta

from staasted.core.law.arrangement import Arrangement
from staasted.core.law.standing import BookedBy, BookingDuty

LEAST_DAYS = 8
TALK_WITHIN_DAYS = 7
"""Days of the calendar. Source: BEK 1216/2023 § 44, stk. 1."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to book, and the last day of the conversation; both inclusive."""

    book_by: date
    talk_by: date


def least_days(arrangement: Arrangement) -> int:
    """Return how many days an invitation gives at least: the rule's own, never fewer than 8.

    Who has no rule of their own gets what the law gives the others.
    Source: BEK 1216/2023 § 44, stk. 1.
    """
    kind = arrangement.rule.kind if arrangement.rule else None
    own = kind.deadline_days if isinstance(kind, BookingDuty) else None
    return max(LEAST_DAYS, own or 0)


def deadline_of(arrangement: Arrangement, invited_on: date, days: int) -> Deadline:
    """Return the days of an invitation made on a day that gives `days` to book in.

    Errors: ValueError where that is fewer than the law gives.
    """
    if days < least_days(arrangement):
        raise ValueError(f"{days} days to book in are fewer than {least_days(arrangement)}")
    kind = arrangement.rule.kind if arrangement.rule else None
    own = kind.talk_within_days if isinstance(kind, BookingDuty) else None
    book_by = invited_on + timedelta(days=days)
    return Deadline(book_by, book_by + timedelta(days=TALK_WITHIN_DAYS if own is None else own))


def may_be_invited(arrangement: Arrangement, *, exempt: bool, deprived: bool) -> bool:
    """Return whether one is asked to book oneself: not who is summoned, exempt or deprived.

    Source: LBK 280/2024 §§ 34-35; BEK 1216/2023 §§ 44-46.
    """
    return arrangement.by is not BookedBy.SUMMONS and not exempt and not deprived
