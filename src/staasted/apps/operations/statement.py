"""The accessibility statement every page leads to: whether it is there, and how old it is.

Source: decision 0024.
"""

from datetime import date, timedelta
from enum import StrEnum

from staasted.catalog.loader import catalog


class StatementFault(StrEnum):
    """What is wrong with the statement's setting."""

    MISSING = "missing"
    UNDATED = "undated"
    OLD = "old"


def statement_fault(*, address: str, updated_on: date | None, today: date) -> StatementFault | None:
    """What is wrong with the statement on a day; None where it is as it should be.

    A statement updated a year ago to the day is not old yet.
    """
    if not address:
        return StatementFault.MISSING
    if updated_on is None:
        return StatementFault.UNDATED
    longest = timedelta(days=catalog().policy["accessibility_statement_days"])
    return StatementFault.OLD if today - updated_on > longest else None
