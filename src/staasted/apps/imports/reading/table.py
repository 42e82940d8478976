"""From text to numbered rows of cells, within bounds."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from staasted.apps.imports.reading.decoding import text_open
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Bounds, name_fold

HEADER_ROW = 1
DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as a spreadsheet numbers it: the header is row 1, a blank row counts."""

    number: int
    cells: tuple[str, ...]


def table_read(content: bytes, *, known: frozenset[str], bounds: Bounds) -> Iterator[SheetRow]:
    """The header first, then every row that holds something, as a stream.

    ``known`` are folded column names: the delimiter is the one that finds most of them.
    Errors: ImportRefused, also while the rows are being read.
    """
    delimiter = _delimiter(content, known=known, bounds=bounds)
    return _rows(text_open(content, bounds=bounds), delimiter=delimiter, bounds=bounds)


def _delimiter(content: bytes, *, known: frozenset[str], bounds: Bounds) -> str:
    """On a tie the first wins: ``;`` is the format, the others are a courtesy."""
    return max(DELIMITERS, key=lambda each: _columns_found(content, each, known, bounds))


def _columns_found(content: bytes, delimiter: str, known: frozenset[str], bounds: Bounds) -> int:
    try:
        header = next(_rows(text_open(content, bounds=bounds), delimiter=delimiter, bounds=bounds))
    except (StopIteration, ImportRefused):
        return 0
    return sum(1 for cell in header.cells if name_fold(cell) in known)


def _rows(text: io.TextIOWrapper, *, delimiter: str, bounds: Bounds) -> Iterator[SheetRow]:
    # Strict: an unclosed quote would otherwise swallow the rest of the file unseen.
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = HEADER_ROW
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(error, number) from None
        _bounds_hold(cells, number=number, bounds=bounds)
        if number == HEADER_ROW or any(cell.strip() for cell in cells):
            yield SheetRow(number=number, cells=tuple(cells))
        number += 1


def _unreadable(error: csv.Error, number: int) -> ImportRefused:
    """The standard library tells its two troubles apart in words only."""
    if "field limit" in str(error):
        return ImportRefused(FileReason.CELL_TOO_LONG, row=number)
    return ImportRefused(FileReason.QUOTES, row=number)


def _bounds_hold(cells: list[str], *, number: int, bounds: Bounds) -> None:
    if number > HEADER_ROW + bounds.rows:
        raise ImportRefused(FileReason.TOO_MANY_ROWS, most=bounds.rows)
    if len(cells) > bounds.columns:
        raise ImportRefused(FileReason.TOO_MANY_COLUMNS, row=number, most=bounds.columns)
    if any(len(cell) > bounds.cell_characters for cell in cells):
        raise ImportRefused(FileReason.CELL_TOO_LONG, row=number)
