"""From an XLSX file to numbered rows of text: one sheet, streamed, never calculated."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl.reader.excel import ExcelReader, _find_workbook_part
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS

from staasted.apps.imports.reading.elements import Streamed
from staasted.apps.imports.reading.package import WORKBOOK, package_check
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.reading.sheet import HEADER_ROW, Sheet, SheetRow, bounds_hold
from staasted.apps.imports.reading.sheet_rows import Cells, Styles, sheet_rows
from staasted.catalog.imports import NO, YES, Bounds

_VISIBLE = "visible"
_LAST_ROW = 1_048_576
"""The last row Excel can show. Source: Microsoft, "Excel specifications and limits"."""


def workbook_open(content: bytes, *, bounds: Bounds) -> Sheet:
    """The first visible sheet's rows as text; the other sheets are named, not read.

    A day is handed on as ISO, a number with a decimal point, a formula as its own text.
    Errors: ImportRefused, also while the rows are being read.
    """
    package_check(content, bounds=bounds)
    try:
        reader = _Reader(io.BytesIO(content), read_only=True, keep_links=False)
        reader.read(bounds)
        part, others = _chosen(reader)
        rows = _stream(reader, part, bounds)
    except Exception:  # noqa: BLE001 any error may come out of XML somebody else wrote
        raise ImportRefused(FileReason.SPREADSHEET_BROKEN) from None
    return Sheet(_rows(rows, bounds), day_zero=reader.wb.epoch.date(), ignored=others)


class _Reader(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader of everything but the sheets: those can be large, and are streamed."""

    def read(self, bounds: Bounds) -> None:
        """Read what the workbook holds, its shared texts and its styles."""
        self.read_manifest()
        if _find_workbook_part(self.package).PartName.strip("/") != WORKBOOK:
            raise ValueError("the workbook is not where its size was checked")
        self.read_strings(bounds)
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    def read_strings(self, bounds: Bounds) -> None:
        """Read the texts that cells refer to by their place."""
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName.removeprefix("/")) as source:
                strings = _Strings(most=bounds.cell_characters)
                self.shared_strings = list(strings.read(source))


class _Strings(Streamed[str]):
    """One text a string; a rich one is its runs joined, without how they are pronounced.

    Of a text that is too long, one character too many is kept: the row that uses it is
    refused, and can be named.
    """

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)
        self._runs: list[str] = []
        self._length = 0
        self._spoken = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """A string, or how it is pronounced, begins."""
        if tag == "si":
            self._runs.clear()
            self._length = 0
        self._spoken = self._spoken or tag == "rPh"

    def end(self, tag: str, text: str) -> None:
        """A run or a string is whole."""
        if tag == "t":
            if text and not self._spoken and self._length <= self._most:
                self._runs.append(text)
                self._length += len(text)
        elif tag == "rPh":
            self._spoken = False
        elif tag == "si":
            self.found.append("".join(self._runs)[: self._most + 1])


def _chosen(reader: _Reader) -> tuple[str, tuple[str, ...]]:
    """The file of the first visible sheet, and the names of the others. Errors: StopIteration."""
    found = [(sheet, rel.target) for sheet, rel in reader.parser.find_sheets()]
    chosen, part = next(each for each in found if each[0].state == _VISIBLE)
    return part, tuple(sheet.name for sheet, _ in found if sheet is not chosen)


def _rows(stream: Iterator[tuple[int, Cells]], bounds: Bounds) -> Iterator[SheetRow]:
    """The header, and every row that holds something, each as wide as the header at least."""
    width, filled = 0, 0
    for number, found in stream:
        cells = _cells(found, number=number, most=bounds.columns)
        if not cells and number != HEADER_ROW:
            continue
        filled += 1
        bounds_hold(cells, number=number, filled=filled, bounds=bounds)
        width = width or len(cells)
        yield SheetRow(number, (*cells, *[""] * (width - len(cells))))


def _stream(reader: _Reader, part: str, bounds: Bounds) -> Iterator[tuple[int, Cells]]:
    """Rows in rising order; row 1 first, blank where the file leaves it out."""
    book, last = reader.wb, 0
    dates, spans = frozenset(book._date_formats), frozenset(book._timedelta_formats)  # noqa: SLF001
    styles = Styles(reader.shared_strings, dates, spans, book.epoch)
    try:
        with reader.archive.open(part) as source:
            for number, cells in sheet_rows(source, styles, bounds=bounds):
                if not last and number > HEADER_ROW:
                    yield HEADER_ROW, {}
                last = _after(last, number)
                yield number, cells
    except ImportRefused:
        raise
    except Exception:  # noqa: BLE001 any error may come out of XML somebody else wrote
        raise ImportRefused(FileReason.SPREADSHEET_BROKEN) from None


def _after(last: int, number: int) -> int:
    """The row's number. Errors: ValueError where no row can stand there."""
    if not last < number <= _LAST_ROW:
        raise ValueError(number)
    return number


def _cells(found: Cells, *, number: int, most: int) -> list[str]:
    """The row's cells as text, without the blank ones at its end."""
    texts = {
        column: value if isinstance(value, str) else _text(value) for column, value in found.items()
    }
    last = max((column for column, text in texts.items() if text.strip()), default=0)
    if last > most:
        raise ImportRefused(FileReason.TOO_MANY_COLUMNS, row=number, most=most)
    return [texts.get(column, "") for column in range(1, last + 1)]


def _text(value: object) -> str:
    """A cell as a careful person would type it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        whole_day = value.time() == time.min
        return f"{value:%Y-%m-%d}" if whole_day else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    """Without the ``.0`` and without an exponent, so that a CPR number stays its digits."""
    return str(int(value)) if value.is_integer() else f"{value:.10f}".rstrip("0")
