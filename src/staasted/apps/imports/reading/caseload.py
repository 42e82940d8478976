"""The caseload file: one row a benefit period of a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.checks import (
    Fault,
    Values,
    before_birth,
    ends_too_early,
    without_partner,
)
from staasted.apps.imports.reading.collecting import table_read
from staasted.apps.imports.reading.hours import HoursInMonth
from staasted.apps.imports.reading.refusals import NoticeReason, RowReason
from staasted.apps.imports.reading.shape import Shape
from staasted.apps.imports.reading.table import Table
from staasted.catalog.imports import FileKind
from staasted.core.citizen.cpr import CprNumber


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """What one row says. None is *not known*; every date is a day, both ends inclusive.

    ``counsellor`` is a public id, ``target_group`` and ``benefit`` catalogue slugs,
    ``insured`` is "full" or "part". ``interpreter`` True with no language is *which one is
    not known*. ``accumulated_weeks`` are weeks on ``accumulated_on``.
    """

    number: int
    cpr: CprNumber
    benefit: str
    starts_on: date
    name: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    protected: bool | None = None
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    digital_post: bool | None = None
    municipality_code: str | None = None
    target_group: str | None = None
    ends_on: date | None = None
    end_reason: str | None = None
    first_request_on: date | None = None
    first_absence_on: date | None = None
    transferred_on: date | None = None
    insured: str | None = None
    registered_hours: tuple[HoursInMonth, ...] | None = None
    accumulated_weeks: Decimal | None = None
    accumulated_on: date | None = None
    unemployment_fund: str | None = None
    vocational_education: bool | None = None
    child_at_home: bool | None = None
    employer: str | None = None
    recovery_on: date | None = None
    relief_ground: str | None = field(default=None, repr=False)
    relief_document: str | None = field(default=None, repr=False)
    relief_from: date | None = None
    relief_until: date | None = None
    self_booking_exemption: bool | None = None
    self_booking_reason: str | None = field(default=None, repr=False)
    interpreter: bool | None = None
    interpreter_language: str | None = None
    treatment_until: date | None = None
    return_employer: str | None = None
    return_on: date | None = None
    job_start_on: date | None = None
    counsellor: str | None = None

    @property
    def born_on(self) -> date:
        """The birth date the row states, else the one its CPR number names."""
        return self.birth_date or self.cpr.birth_date


_SPANS = (("starts_on", "ends_on"), ("relief_from", "relief_until"))
_NEEDS = (
    ("accumulated_weeks", "accumulated_on"),
    ("accumulated_on", "accumulated_weeks"),
    ("end_reason", "ends_on"),
    ("relief_document", "relief_ground"),
    ("relief_from", "relief_ground"),
    ("relief_until", "relief_ground"),
    ("self_booking_reason", "self_booking_exemption"),
)
"""A field and what it says nothing without."""
_IN_A_LIFE = (
    "starts_on",
    "ends_on",
    "first_request_on",
    "first_absence_on",
    "transferred_on",
    "accumulated_on",
    "relief_from",
)


def _settle(values: dict[str, object]) -> None:
    """Split the two cells that may hold a word or an answer."""
    language = values.get("interpreter")
    if isinstance(language, str):
        values |= {"interpreter": True, "interpreter_language": language}
    exemption = values.get("self_booking_exemption")
    if isinstance(exemption, str):
        reasons = filter(None, (exemption, values.get("self_booking_reason")))
        values["self_booking_exemption"] = True
        values["self_booking_reason"] = "\n".join(map(str, reasons))


def _faults(values: Values) -> Iterator[Fault]:
    yield from ends_too_early(values, _SPANS)
    yield from without_partner(values, _NEEDS)
    yield from before_birth(values, _IN_A_LIFE)
    if values.get("self_booking_exemption") is False and values.get("self_booking_reason"):
        yield Fault("self_booking_reason", RowReason.EXEMPTION_DENIED)


def _notices(values: Values) -> Iterator[tuple[str, NoticeReason]]:
    cpr, stated = values.get("cpr"), values.get("birth_date")
    if isinstance(cpr, CprNumber) and isinstance(stated, date) and stated != cpr.birth_date:
        yield "birth_date", NoticeReason.BIRTH_DATE_OTHER


def _overlaps(rows: Sequence[CaseloadRow]) -> Iterator[tuple[CaseloadRow, Fault]]:
    """Periods of one person that share a day: one benefit is paid at a time.

    The same period may stand again with another relief.
    """
    before: CaseloadRow | None = None
    for row in sorted(rows, key=lambda each: (each.cpr.digits, each.starts_on, each.number)):
        if before is None or before.cpr.digits != row.cpr.digits:
            before = row
            continue
        if _last(before) >= row.starts_on and not _same_period(before, row):
            values = {"first": before.number}
            yield row, Fault("starts_on", RowReason.PERIODS_OVERLAP, values)
        before = max(before, row, key=_last)


def _same_period(one: CaseloadRow, other: CaseloadRow) -> bool:
    return (one.benefit, one.starts_on) == (other.benefit, other.starts_on)


def _last(row: CaseloadRow) -> date:
    return row.ends_on or date.max


CASELOAD: Shape[CaseloadRow] = Shape(
    kind=FileKind.CASELOAD,
    build=CaseloadRow,
    key=lambda row: (
        row.cpr.digits,
        row.benefit,
        row.starts_on,
        row.relief_ground,
        row.relief_from,
    ),
    twice=("cpr", RowReason.PERIOD_TWICE),
    settle=_settle,
    faults=_faults,
    notices=_notices,
    among=_overlaps,
)
"""A person may stand in several rows: a benefit period in each, or another relief in it."""

CaseloadFile = Table[CaseloadRow]


def caseload_read(
    content: bytes, *, vocabulary: Vocabulary, mapping: Mapping[str, str] | None = None
) -> CaseloadFile:
    """Read and check a whole caseload file. Errors: ImportRefused."""
    return table_read(content, shape=CASELOAD, vocabulary=vocabulary, mapping=mapping)
