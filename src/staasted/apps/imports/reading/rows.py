"""From a numbered row to named values: every bad cell is collected, none is skipped."""

from collections.abc import Iterator
from dataclasses import dataclass

from staasted.apps.imports.reading.cells import Vocabulary, cell_value
from staasted.apps.imports.reading.header import Header, header_read
from staasted.apps.imports.reading.refusals import (
    CellRefused,
    FileReason,
    ImportRefused,
    RowError,
    RowReason,
)
from staasted.apps.imports.reading.table import SheetRow, table_read
from staasted.catalog.imports import Bounds, Column, Kind, Layout


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row's values by field (None: not known) and what was wrong with it."""

    number: int
    values: dict[str, object]
    errors: tuple[RowError, ...]


def rows_read(
    content: bytes, *, layout: Layout, bounds: Bounds, vocabulary: Vocabulary
) -> tuple[Header, Iterator[RowRead]]:
    """The header, and the rows as a stream. Errors: ImportRefused, also from the stream."""
    table = table_read(content, known=frozenset(layout.by_name()), bounds=bounds)
    first = next(table, None)
    if first is None:
        raise ImportRefused(FileReason.EMPTY)
    header = header_read(first.cells, layout=layout)
    return header, (_row(row, header, vocabulary) for row in table)


def _row(row: SheetRow, header: Header, vocabulary: Vocabulary) -> RowRead:
    misshapen = _misshapen(row, header)
    if misshapen is not None:
        return RowRead(row.number, {}, (misshapen,))
    values: dict[str, object] = {}
    errors: list[RowError] = []
    for position, column in header.columns.items():
        try:
            values[column.field] = _value(row.cells[position], column, vocabulary)
        except CellRefused as refused:
            errors.append(_error(row, position, header, refused))
    return RowRead(row.number, values, tuple(errors))


def _misshapen(row: SheetRow, header: Header) -> RowError | None:
    """A row cut off, or with a delimiter too many: its cells may stand under the wrong headers."""
    expected, found = len(header.written), len(row.cells)
    if found < expected:
        values = {"expected": expected, "found": found}
        return RowError(row.number, "", RowReason.ROW_TOO_SHORT, values=values)
    if any(cell.strip() for cell in row.cells[expected:]):
        values = {"expected": expected, "found": found}
        return RowError(row.number, "", RowReason.ROW_TOO_LONG, values=values)
    return None


def _value(cell: str, column: Column, vocabulary: Vocabulary) -> object:
    written = cell.strip()
    if not written:
        if column.required:
            raise CellRefused(_missing(column))
        return None
    if len(written) > column.longest:
        raise CellRefused(RowReason.VALUE_TOO_LONG, most=column.longest)
    return cell_value(written, kind=column.kind, vocabulary=vocabulary) or None


def _missing(column: Column) -> RowReason:
    return RowReason.CPR_MISSING if column.kind is Kind.CPR else RowReason.VALUE_MISSING


def _error(row: SheetRow, position: int, header: Header, refused: CellRefused) -> RowError:
    # A CPR number is never quoted: the row number is enough to find it.
    secret = header.columns[position].kind is Kind.CPR
    too_long = refused.reason is RowReason.VALUE_TOO_LONG
    return RowError(
        row=row.number,
        column=header.written[position],
        reason=refused.reason,
        value="" if secret or too_long else row.cells[position].strip(),
        values=refused.values,
    )
