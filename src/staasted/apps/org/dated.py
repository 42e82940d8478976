"""Dated rows: in force from a day, to a day (inclusive). They end; none is deleted.

A row that is ended before its first day never came to be in force: it stays, ``withdrawn``, with a
last day before its first one, so that no day lies in it.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

DAY = timedelta(days=1)


def in_order() -> Q:
    """The condition of a row that cannot be withdrawn: no last day, or one not before the first."""
    return Q(to_on=None) | Q(to_on__gte=F("from_on"))


def ends_after_start() -> Q:
    """The condition of a row that can be withdrawn, withdrawn or not."""
    never = Q(withdrawn=True, to_on__isnull=False, to_on__lt=F("from_on"))  # null passes a check
    return (Q(withdrawn=False) & in_order()) | never


def beyond(last: date) -> Q:
    """The condition that a row is, or comes to be, in force after a day."""
    return Q(withdrawn=False) & (Q(to_on=None) | Q(to_on__gt=last))


def in_force(row: Any, on: date) -> bool:
    """Whether a row is in force on a day."""
    return row.from_on <= on and (row.to_on is None or row.to_on >= on)


def row_end(row: Any, *, last: date) -> None:
    """Let ``last`` be the row's last day; one that begins later is withdrawn."""
    if row.from_on > last:
        row_withdraw(row)
        return
    row.to_on = last
    row.save(update_fields=["to_on"])


def row_withdraw(row: Any) -> None:
    """Let the row never have been in force; what it said stays readable."""
    row.withdrawn, row.to_on = True, row.from_on - DAY
    row.save(update_fields=["withdrawn", "to_on"])


def has_left(ends: Collection[date | None], *, on: date) -> bool:
    """Whether roles with these last days are all over; somebody who never had one has not left."""
    return bool(ends) and all(end is not None and end < on for end in ends)
