"""The caseload file: one row a person, on one benefit from one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.header import Header
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused, RowError, RowReason
from staasted.apps.imports.reading.rows import RowRead, rows_read
from staasted.catalog.imports import bounds, caseload_layout
from staasted.core.citizen.cpr import CprNumber


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """What one row says. None is *not known*; ``counsellor`` is a public id."""

    number: int
    cpr: CprNumber
    name: str = field(repr=False)
    benefit: str
    starts_on: date
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    municipality_code: str | None = None
    target_group: str | None = None
    first_request_on: date | None = None
    counsellor: str | None = None


@dataclass(frozen=True, slots=True)
class CaseloadFile:
    """A file that was read: good rows, bad cells, and the columns nobody asked for.

    ``written`` holds each field's header as the file writes it.
    """

    read: int
    rows: tuple[CaseloadRow, ...]
    errors: tuple[RowError, ...]
    ignored_columns: tuple[str, ...]
    written: Mapping[str, str]


def caseload_read(content: bytes, *, vocabulary: Vocabulary) -> CaseloadFile:
    """Read and check a whole caseload file. Errors: ImportRefused."""
    header, stream = rows_read(
        content, layout=caseload_layout(), bounds=bounds(), vocabulary=vocabulary
    )
    return _Collected(header).all_of(stream)


class _Collected:
    """The rows so far; a person may stand in a file once."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._written = {
            column.field: header.written[position] for position, column in header.columns.items()
        }
        self._rows: list[CaseloadRow] = []
        self._errors: list[RowError] = []
        self._seen: dict[str, int] = {}

    def all_of(self, stream: Iterator[RowRead]) -> CaseloadFile:
        read = 0
        for row in stream:
            read += 1
            self._take(row)
        if not read:
            raise ImportRefused(FileReason.NO_ROWS)
        return CaseloadFile(
            read=read,
            rows=tuple(self._rows),
            errors=tuple(self._errors),
            ignored_columns=self._header.ignored,
            written=self._written,
        )

    def _take(self, row: RowRead) -> None:
        errors = [*row.errors, *self._twice(row), *self._before_birth(row)]
        self._errors.extend(errors)
        if not errors:
            # Every value was read by the kind of its column, so the fields have their types.
            self._rows.append(CaseloadRow(number=row.number, **row.values))

    def _twice(self, row: RowRead) -> Iterator[RowError]:
        cpr = row.values.get("cpr")
        if not isinstance(cpr, CprNumber):
            return
        first = self._seen.setdefault(cpr.digits, row.number)
        if first != row.number:
            yield self._error(row, "cpr", RowReason.CPR_TWICE, first=first)

    def _before_birth(self, row: RowRead) -> Iterator[RowError]:
        cpr = row.values.get("cpr")
        for name in ("starts_on", "first_request_on"):
            on = row.values.get(name)
            if isinstance(cpr, CprNumber) and isinstance(on, date) and on < cpr.birth_date:
                yield self._error(row, name, RowReason.DATE_BEFORE_BIRTH)

    def _error(self, row: RowRead, name: str, reason: RowReason, **values: object) -> RowError:
        return RowError(row.number, self._written[name], reason, values=values)
