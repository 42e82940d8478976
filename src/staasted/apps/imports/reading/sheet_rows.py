"""The rows of one XLSX sheet and nothing else of it, so that its size is all it can cost.

openpyxl's own sheet reader also keeps a record of every row with a height, works shared
formulas out cell by cell, and fills the gap up to whatever row or column number a file claims.
A hostile file can make each of these cost hours.
Source: ECMA-376 part 1, 18.3.1 (row, c, f, v, is) and 18.4.12 (t).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from staasted.apps.imports.reading.elements import Streamed
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Bounds

Cells = dict[int, object]
"""Column number, 1 the first → value; empty cells have no entry."""

_TEXTS = frozenset({"f", "v", "t"})
_DIGITS = "0123456789"
_MOST_DIGITS = 308
"""A longer number is no number: a double ends there."""
_LAST_COLUMN = 16_384
"""The last column Excel can show, and the most cells a row can have.
Source: Microsoft, "Excel specifications and limits"."""


@dataclass(frozen=True)
class Styles:
    """What a cell's text needs to be understood; style numbers are the workbook's own."""

    strings: list[str]
    dates: frozenset[int]
    spans: frozenset[int]
    epoch: datetime


def sheet_rows(source: Any, styles: Styles, *, bounds: Bounds) -> Iterator[tuple[int, Cells]]:
    """Every row's number, as the file states or implies it, and its filled cells.

    Errors: ImportRefused ``cell_too_long``, ``too_many_columns``, before the row is whole;
    and whatever a broken or hostile file makes the parser raise.
    """
    return _Rows(styles, bounds).read(source)


class _Rows(Streamed[tuple[int, Cells]]):
    """The row and the cell that are being read."""

    def __init__(self, styles: Styles, bounds: Bounds) -> None:
        super().__init__(most=bounds.cell_characters)
        self._styles, self._bounds = styles, bounds
        self._row = self._column = self._begun = self._length = 0
        self._cells: Cells = {}
        self._attributes: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A cell or a row begins; it need not say where it stands."""
        if tag == "c":
            place = attributes.get("r")
            self._column = _column(place) if place else self._column + 1
            self._attributes, self._texts, self._length = attributes, {}, 0
            self._begun += 1
            if self._begun > _LAST_COLUMN:
                raise self._too_wide()
        elif tag == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column, self._begun, self._cells = 0, 0, {}

    def end(self, tag: str, text: str) -> None:
        """A text, a cell or a row is whole."""
        if tag == "c":
            value = _value(self._attributes, self._texts, self._styles)
            if value is not None:
                if self._column > _LAST_COLUMN:
                    raise self._too_wide()
                self._cells[self._column] = value
        elif tag == "row":
            self.found.append((self._row, self._cells))
        elif tag in _TEXTS:
            self._take(tag, text)

    def _take(self, tag: str, text: str) -> None:
        """One run of the cell's text. Errors: ImportRefused."""
        self._length += len(text)
        if self._length > self._bounds.cell_characters:
            raise ImportRefused(FileReason.CELL_TOO_LONG, row=self._row)
        runs = self._texts.setdefault(tag, [])
        if text:
            runs.append(text)

    def _too_wide(self) -> ImportRefused:
        most = self._bounds.columns
        return ImportRefused(FileReason.TOO_MANY_COLUMNS, row=self._row, most=most)


def _column(reference: str) -> int:
    return _letters(reference.rstrip(_DIGITS))


@cache
def _letters(letters: str) -> int:
    """1 for ``A``. Errors: ValueError past ``ZZZ``, so few can ever be remembered."""
    return int(column_index_from_string(letters))


def _value(attributes: dict[str, str], texts: dict[str, list[str]], styles: Styles) -> object:
    """A formula is its own text; of one shared by many cells, only the first has it."""
    if "f" in texts:
        return f"={''.join(texts['f'])}"
    kind = attributes.get("t", "n")
    written = "".join(texts.get("t" if kind == "inlineStr" else "v", ()))
    if not written:
        return None
    if kind == "n":
        return _number(written, int(attributes.get("s", 0)), styles)
    read = _KINDS.get(kind)
    return read(written, styles) if read else written


_KINDS: dict[str, Callable[[str, Styles], object]] = {
    "s": lambda written, styles: styles.strings[int(written)],
    "b": lambda written, _: written.strip() not in {"0", "false"},
    "d": lambda written, _: from_ISO8601(written),
}
"""Kinds of cell that are not what they are written as; a number is read by its style."""


def _number(written: str, style: int, styles: Styles) -> object:
    """A day where the cell is formatted as one, else the number; one that is none stays text."""
    if len(written) > _MOST_DIGITS:
        return written
    try:
        number = float(written)
        if style in styles.dates:
            return from_excel(number, styles.epoch, timedelta=style in styles.spans)
    except (OverflowError, ValueError):
        return written
    return number
