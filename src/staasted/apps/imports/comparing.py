"""What a row would change in what is known. Reads, never writes.

An empty cell is *not known*: it changes nothing and wipes nothing out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.imports.reading.caseload import CaseloadRow
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.selectors import Known


@dataclass(frozen=True, slots=True)
class Change:
    """One fact with its old and its new value, as text; ``old`` is "" where none was known."""

    fact: str
    old: str
    new: str


class PeriodConflict(Exception):
    """The row's benefit period cannot stand beside the one that is known."""

    def __init__(self, reason: RowReason, known_start: date) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.known_start = known_start


def differences(row: CaseloadRow, known: Known) -> tuple[Change, ...]:
    """Every fact the row changes; none when the row is known already.

    Errors: PeriodConflict.
    """
    return (*_person(row, known), *_case(row, known), *_period(row, known.period))


def new_case() -> tuple[Change, ...]:
    """The one entry of a case that was not known: there are no old values to keep."""
    return (Change("case", "", ""),)


def _person(row: CaseloadRow, known: Known) -> Iterator[Change]:
    yield from _changed("name", known.person.name, row.name)
    yield from _changed("email", known.person.email, row.email)
    yield from _changed("phone", known.person.phone, row.phone)


def _case(row: CaseloadRow, known: Known) -> Iterator[Change]:
    code = known.citizen.municipality_code if known.citizen else ""
    yield from _changed("municipality_code", code, row.municipality_code)
    counsellor = known.counsellor.public_id if known.counsellor else ""
    yield from _changed("counsellor", counsellor, row.counsellor)


def _period(row: CaseloadRow, known: BenefitPeriod | None) -> Iterator[Change]:
    if known is not None and is_same_period(row, known):
        yield from _changed("target_group", known.target_group, row.target_group)
        asked = known.first_request_on
        yield from _changed("first_request_on", _day(asked), _day(row.first_request_on))
        return
    if known is not None and _overlaps(row, known):
        _conflict_refuse(row, known)
        yield Change("period", _described(known.benefit, known.starts_on), _row_period(row))
        return
    yield Change("period", "", _row_period(row))


def is_same_period(row: CaseloadRow, known: BenefitPeriod) -> bool:
    """A benefit period is keyed by citizen, benefit and first day."""
    return (row.benefit, row.starts_on) == (known.benefit, known.starts_on)


def _overlaps(row: CaseloadRow, known: BenefitPeriod) -> bool:
    return known.ends_on is None or row.starts_on <= known.ends_on


def _conflict_refuse(row: CaseloadRow, known: BenefitPeriod) -> None:
    """Another start of the same benefit is a correction; a file must not make it silently."""
    if row.benefit == known.benefit:
        raise PeriodConflict(RowReason.PERIOD_OTHER_START, known.starts_on)
    if row.starts_on <= known.starts_on:
        raise PeriodConflict(RowReason.PERIOD_EARLIER, known.starts_on)


def _changed(fact: str, old: str, new: str | None) -> Iterator[Change]:
    if new and new != old:
        yield Change(fact, old, new)


def _row_period(row: CaseloadRow) -> str:
    return _described(row.benefit, row.starts_on)


def _described(benefit: str, starts_on: date) -> str:
    return f"{benefit} {starts_on.isoformat()}"


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
