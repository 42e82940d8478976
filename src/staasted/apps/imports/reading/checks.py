"""What no single cell can see: that the cells of a row fit together."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from staasted.apps.imports.reading.refusals import RowReason
from staasted.core.citizen.cpr import CprNumber

Values = Mapping[str, object]
"""One row's values by field; None or no entry is *not known*."""


class Fault(NamedTuple):
    """What is wrong: the field to look at, why, and values for the sentence.

    ``partner`` is another field the sentence names by its header.
    """

    field: str
    reason: RowReason
    values: Mapping[str, object] = {}
    partner: str = ""


def ends_too_early(values: Values, pairs: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A fault for every end that lies before its start; pairs of (start, end)."""
    for start, end in pairs:
        first, last = values.get(start), values.get(end)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            yield Fault(end, RowReason.END_BEFORE_START, {"start": f"{first:%d-%m-%Y}"})


def without_partner(values: Values, pairs: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A fault for every field that stands without what it needs; pairs of (field, needed)."""
    for field, needed in pairs:
        if values.get(field) is not None and values.get(needed) is None:
            yield Fault(field, RowReason.PARTNER_MISSING, partner=needed)


def before_birth(values: Values, fields: Iterable[str]) -> Iterator[Fault]:
    """A fault for every day that lies before the person's birth date."""
    cpr = values.get("cpr")
    if not isinstance(cpr, CprNumber):
        return
    stated = values.get("birth_date")
    born = stated if isinstance(stated, date) else cpr.birth_date
    for field in fields:
        found = values.get(field)
        day = found.date() if isinstance(found, datetime) else found
        if isinstance(day, date) and day < born:
            yield Fault(field, RowReason.DATE_BEFORE_BIRTH)
