"""From a numbered row to named values: every bad cell is collected, none is skipped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from staasted.apps.imports.reading.cells import Parser, Vocabulary, parser_of
from staasted.apps.imports.reading.cpr_shaped import quotable
from staasted.apps.imports.reading.header import Header
from staasted.apps.imports.reading.hours import HoursInMonth, hours_read
from staasted.apps.imports.reading.mapping import Target
from staasted.apps.imports.reading.refusals import (
    CellRefused,
    CellUnsettled,
    RowError,
    RowNotice,
    RowReason,
)
from staasted.apps.imports.reading.sheet import SheetRow
from staasted.catalog.imports import Column, Kind, Layout

_NEW = object()
_MOST_KEPT = 20_000
"""Distinct cells of a column whose value is kept: every counsellor, day and group, and an
end to the memory it takes."""
_LONGEST_KEPT = 40


@dataclass(slots=True)
class RowRead:
    """One row's values by field (None: not known) and what was said about its cells."""

    number: int
    cells: tuple[str, ...] = field(repr=False)
    values: dict[str, object] = field(default_factory=dict, repr=False)
    errors: list[RowError] = field(default_factory=list)
    notices: list[RowNotice] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Reads the cells of one column and remembers what they meant."""

    position: int
    field: str
    column: Column
    month: date | None
    parser: Parser
    known: dict[str, object] = field(default_factory=dict)

    def value(self, cell: str) -> object:
        """The cell's value, None where it is empty. Errors: CellRefused, CellUnsettled."""
        written = cell.strip()
        if not written:
            if self.column.required:
                raise CellRefused(_missing(self.column))
            return None
        if len(written) > self.column.longest:
            raise CellRefused(RowReason.VALUE_TOO_LONG, most=self.column.longest)
        value = self.parser(written)
        value = None if value in ("", ()) else value
        if len(cell) <= _LONGEST_KEPT and len(self.known) < _MOST_KEPT:
            self.known[cell] = value
        return value


def rows_read(
    rows: Iterator[SheetRow],
    *,
    header: Header,
    layout: Layout,
    vocabulary: Vocabulary,
    day_zero: date,
) -> Iterator[RowRead]:
    """The rows below the header, as a stream. Errors: ImportRefused, from the stream."""
    readers = [
        _reader(position, target, layout, vocabulary, day_zero)
        for position, target in header.targets.items()
    ]
    for row in rows:
        read = RowRead(row.number, row.cells)
        misshapen = _misshapen(row, header)
        if misshapen is not None:
            read.errors.append(misshapen)
        else:
            _fill(read, readers, header)
        yield read


def _reader(
    position: int, target: Target, layout: Layout, vocabulary: Vocabulary, day_zero: date
) -> _Reader:
    column, month = layout.by_field[target.field], target.month
    if month is not None:

        def parser(written: str) -> HoursInMonth:
            return hours_read(written, month=month, today=vocabulary.today)
    else:
        parser = parser_of(column, vocabulary=vocabulary, day_zero=day_zero)
    return _Reader(position, target.field, column, month, parser)


def _misshapen(row: SheetRow, header: Header) -> RowError | None:
    """A row cut off, or with a delimiter too many: its cells may stand under the wrong headers."""
    expected, found = len(header.written), len(row.cells)
    if found == expected:
        return None
    values = {"expected": expected, "found": found}
    if found < expected:
        return RowError(row.number, "", RowReason.ROW_TOO_SHORT, values=values)
    if any(cell.strip() for cell in row.cells[expected:]):
        return RowError(row.number, "", RowReason.ROW_TOO_LONG, values=values)
    return None


def _fill(read: RowRead, readers: Sequence[_Reader], header: Header) -> None:
    cells, values = read.cells, read.values
    months: list[HoursInMonth] = []
    for reader in readers:
        cell = cells[reader.position]
        value = reader.known.get(cell, _NEW)
        if value is _NEW:
            try:
                value = reader.value(cell)
            except CellRefused as refused:
                read.errors.append(_error(read, reader, header, refused))
                continue
            except CellUnsettled as unsettled:
                read.notices.append(_notice(read, reader, header, unsettled))
                value = None
        if reader.month is None:
            values[reader.field] = value
        elif isinstance(value, HoursInMonth):
            months.append(value)
    if months:
        _merge(read, months, header)


def _merge(read: RowRead, months: list[HoursInMonth], header: Header) -> None:
    """Columns of a month each, and a cell that lists months, are one fact; no month twice."""
    listed = read.values.get("registered_hours")
    every = [*(listed if isinstance(listed, tuple) else ()), *months]
    every.sort(key=lambda each: each.month)
    if len({each.month for each in every}) < len(every):
        column = header.by_field()["registered_hours"]
        read.errors.append(RowError(read.number, column, RowReason.HOURS_TWICE))
    read.values["registered_hours"] = tuple(every)


def _missing(column: Column) -> RowReason:
    return RowReason.CPR_MISSING if column.kind is Kind.CPR else RowReason.VALUE_MISSING


def _error(read: RowRead, reader: _Reader, header: Header, refused: CellRefused) -> RowError:
    # A CPR number is never quoted: the row number is enough to find it.
    secret = reader.column.kind is Kind.CPR or refused.reason is RowReason.VALUE_TOO_LONG
    return RowError(
        row=read.number,
        column=header.written[reader.position],
        reason=refused.reason,
        value="" if secret else quotable(read.cells[reader.position]),
        values=refused.values,
    )


def _notice(read: RowRead, reader: _Reader, header: Header, asked: CellUnsettled) -> RowNotice:
    return RowNotice(
        row=read.number,
        column=header.written[reader.position],
        reason=asked.reason,
        value=quotable(read.cells[reader.position]),
        values=asked.values,
    )
