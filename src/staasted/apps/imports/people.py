"""Whom a row is about, where the file may not bring anybody new."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.reading.refusals import RowError, RowReason
from staasted.apps.org.sealing import cpr_lookup
from staasted.core.citizen.cpr import CprNumber


class AboutSomebody(Protocol):
    """A row with its number in the file and a CPR number."""

    @property
    def number(self) -> int:
        """The number a spreadsheet shows."""

    @property
    def cpr(self) -> CprNumber:
        """Whom it is about."""


R = TypeVar("R", bound=AboutSomebody)


def lookups_of(rows: Iterable[R]) -> Iterator[tuple[R, str]]:
    """Each row with the keyed hash its person is found by, worked out once a person."""
    known: dict[str, str] = {}
    for row in rows:
        digits = row.cpr.digits
        if digits not in known:
            known[digits] = cpr_lookup(digits)
        yield row, known[digits]


def cases_known(rows: Iterable[AboutSomebody]) -> tuple[str, ...]:
    """Public ids of the cases the rows are about: one query."""
    named = {lookup for _, lookup in lookups_of(rows)}
    cases = Citizen.objects.exclude(person__cpr_lookup=None)
    found = cases.values_list("person__cpr_lookup", "public_id")
    return tuple(sorted(public_id for lookup, public_id in found if lookup in named))


def unknown_citizen(row: AboutSomebody, written: Mapping[str, str]) -> RowError:
    """The refusal of a row about somebody who has no case here."""
    return RowError(row=row.number, column=written["cpr"], reason=RowReason.CITIZEN_UNKNOWN)


def ends_too_early(
    row: AboutSomebody, field: str, starts_on: date, written: Mapping[str, str]
) -> RowError:
    """The refusal of an end that lies before the start we know."""
    column = written.get(field, "")
    values = {"start": f"{starts_on:%d-%m-%Y}"}
    return RowError(row.number, column, RowReason.END_BEFORE_START, values=values)
