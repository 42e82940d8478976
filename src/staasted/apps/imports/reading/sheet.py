"""What CSV and XLSX have in common once they are opened: numbered rows of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Bounds

HEADER_ROW = 1
DAY_ZERO = date(1899, 12, 30)
"""The day a spreadsheet calls 0. Source: ECMA-376 part 1, 18.17.4.1 (the 1900 date system;
day 60, the 29 February 1900 that never was, makes it the 30th and not the 31st)."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as a spreadsheet numbers it: the header is row 1, a blank row counts."""

    number: int
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An opened file: its rows as a stream, the header first.

    ``day_zero`` is the day its serial numbers count from; ``ignored`` names its other sheets.
    """

    rows: Iterator[SheetRow]
    day_zero: date = DAY_ZERO
    ignored: tuple[str, ...] = ()


def bounds_hold(cells: Sequence[str], *, number: int, filled: int, bounds: Bounds) -> None:
    """Refuse a row past the last, or one too wide, or with a cell too long.

    ``filled`` counts the rows read so far, the header and this one among them.
    Errors: ImportRefused.
    """
    if filled > HEADER_ROW + bounds.rows:
        raise ImportRefused(FileReason.TOO_MANY_ROWS, most=bounds.rows)
    if len(cells) > bounds.columns:
        raise ImportRefused(FileReason.TOO_MANY_COLUMNS, row=number, most=bounds.columns)
    if max(map(len, cells), default=0) > bounds.cell_characters:
        raise ImportRefused(FileReason.CELL_TOO_LONG, row=number)
