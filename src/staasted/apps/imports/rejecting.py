"""The bad rows of a file, handed back: as a file with the reasons, and whom they are about."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from staasted.apps.imports.options import File
from staasted.apps.imports.reading.file import rows_as_written
from staasted.apps.imports.reading.formulas import harmless
from staasted.apps.imports.reading.refusals import RowError
from staasted.apps.imports.reading.sheet import SheetRow
from staasted.apps.imports.reading.table import Table
from staasted.apps.imports.wording import error_words
from staasted.apps.org.sealing import cpr_lookup
from staasted.catalog.texts import text
from staasted.core.citizen.cpr import cpr_parse
from staasted.core.errors import DomainError

_ADDED = ("row", "reason", "remedy")


def rejected_file(file: File, rejected: Sequence[RowError]) -> bytes:
    """The bad rows as written, each with its row number, reasons and remedies: a CSV file.

    The columns are those of the file, so that a corrected row can be taken in as it is.
    """
    errors = {row: list(found) for row, found in groupby(rejected, key=lambda error: error.row)}
    written = rows_as_written(
        file.content, kind=file.kind, numbers=errors, mapping=file.options.mapping
    )
    width = len(written.header.cells)
    head = (*written.header.cells, *(text(f"imports.report.column.{name}") for name in _ADDED))
    lines = [_line(row, errors[row.number], width) for row in written.rows]
    return csv_bytes([head, *lines])


def _line(row: SheetRow, errors: Iterable[RowError], width: int) -> Iterator[str]:
    cells = (*row.cells, *[""] * width)[:width]
    reasons, remedies = zip(*(_words(error) for error in errors), strict=True)
    return iter((*cells, str(row.number), "\n".join(reasons), "\n".join(remedies)))


def _words(error: RowError) -> tuple[str, str]:
    reason, remedy = error_words(error)
    return (f"{error.column}: {reason}" if error.column else reason), remedy


def csv_bytes(lines: Iterable[Iterable[str]]) -> bytes:
    """Lines of cells as a Danish spreadsheet opens them; no cell is ever run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def lookups_in_rows(file: File, table: Table, numbers: Collection[int]) -> set[str]:
    """The keyed hashes of those bad rows are about, where the CPR cell can be read."""
    if not numbers:
        return set()
    written = rows_as_written(
        file.content, kind=file.kind, numbers=numbers, mapping=file.options.mapping
    )
    headers = [" ".join(cell.split()) for cell in written.header.cells]
    place = headers.index(table.written["cpr"])
    found = (_lookup(row.cells[place]) for row in written.rows if len(row.cells) > place)
    return {lookup for lookup in found if lookup}


def _lookup(cell: str) -> str | None:
    try:
        return cpr_lookup(cpr_parse(cell).digits)
    except DomainError:
        return None
