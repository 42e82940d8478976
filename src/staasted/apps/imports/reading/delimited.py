"""From text to numbered rows of cells, within bounds."""

import csv
import io
import re
from collections.abc import Iterator

from staasted.apps.imports.reading.decoding import text_open
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.reading.sheet import HEADER_ROW, Sheet, SheetRow, bounds_hold
from staasted.catalog.imports import Bounds, name_fold

DELIMITERS = (";", ",", "\t")
_HINT = re.compile(r'"?sep=(\t|[^\w\s"])"?\r?\n?', re.IGNORECASE)
"""A first line that tells a spreadsheet the delimiter; it is not shown and has no number."""
_LONGEST_HINT = 16
_LONG_CELLS = 20
"""Cells of the longest kind one record may be as long as: csv makes up to sixty bytes of
every two it is handed, and does so before any cell can be counted."""


def delimited_open(content: bytes, *, known: frozenset[str], bounds: Bounds) -> Sheet:
    """The header first, then every row that holds something, as a stream.

    ``known`` are folded column names: the delimiter is the one that finds most of them.
    Errors: ImportRefused, also while the rows are being read.
    """
    delimiter = _hinted(text_open(content, bounds=bounds))
    delimiter = delimiter or _delimiter(content, known=known, bounds=bounds)
    return Sheet(_rows(text_open(content, bounds=bounds), delimiter=delimiter, bounds=bounds))


def _hinted(text: io.TextIOWrapper) -> str | None:
    """The delimiter a first line ``sep=;`` names; the text is then at the line below."""
    found = _HINT.fullmatch(text.readline(_LONGEST_HINT))
    if found is None:
        text.seek(0)
    return found[1] if found else None


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
    _hinted(text)
    lines = _Lines(text, delimiter=delimiter, bounds=bounds)
    # Strict: an unclosed quote would otherwise swallow the rest of the file unseen.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = HEADER_ROW
    while True:
        lines.record(number)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(error, number) from None
        bounds_hold(cells, number=number, filled=number, bounds=bounds)
        if number == HEADER_ROW or any(map(str.strip, cells)):
            yield SheetRow(number, tuple(cells))
        number += 1


class _Lines:
    """The text's lines for csv; a record of too many characters is refused unread."""

    def __init__(self, text: io.TextIOWrapper, *, delimiter: str, bounds: Bounds) -> None:
        self._text, self._delimiter, self._bounds = text, delimiter, bounds
        self._number = self._left = 0

    def record(self, number: int) -> None:
        """The next line begins the record with this number."""
        self._number = number
        self._left = _LONG_CELLS * self._bounds.cell_characters

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(self._left + 1):
            self._left -= len(line)
            if self._left < 0:
                raise self._too_long(line)
            yield line

    def _too_long(self, line: str) -> ImportRefused:
        most = self._bounds.columns
        if line.count(self._delimiter) > most:
            return ImportRefused(FileReason.TOO_MANY_COLUMNS, row=self._number, most=most)
        return ImportRefused(FileReason.CELL_TOO_LONG, row=self._number)


def _unreadable(error: csv.Error, number: int) -> ImportRefused:
    """The standard library tells its two troubles apart in words only."""
    if "field limit" in str(error):
        return ImportRefused(FileReason.CELL_TOO_LONG, row=number)
    return ImportRefused(FileReason.QUOTES, row=number)
