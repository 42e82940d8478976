"""What the rows of one person tell; None in a row is *not known* and tells nothing."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Told(NamedTuple):
    """A value and the number of the row that tells it."""

    value: Any
    row: int


def newest(rows: Sequence[Any], fact: str) -> Told | None:
    """What the last of the rows that knows a fact says of it."""
    for row in reversed(rows):
        value = getattr(row, fact)
        if value is not None:
            return Told(value, row.number)
    return None


def told(row: Any, facts: Iterable[str]) -> dict[str, Any]:
    """The facts one row knows."""
    found = {fact: getattr(row, fact) for fact in facts}
    return {fact: value for fact, value in found.items() if value is not None}
