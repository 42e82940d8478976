"""Reading files in tests on Monday 18 May 2026, with two counsellors of whom one name is twice."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.file import read_file
from staasted.apps.imports.reading.names import Names
from staasted.apps.imports.reading.refusals import ImportRefused
from staasted.apps.imports.reading.table import Table
from staasted.apps.imports.vocabulary import vocabulary_of
from staasted.apps.imports.wording import error_words, notice_words, refusal_words
from staasted.apps.org.naming import name_key

TODAY = date(2026, 5, 18)


def vocabulary() -> Vocabulary:
    """The catalogue's names and the counsellors."""
    counsellors: Names[str] = Names(fold=name_key)
    counsellors.add("mette", shown="Mette Holm", names=("Mette Holm", "mh@kommune.example"))
    counsellors.add("bo1", shown="Bo Lund", names=("Bo Lund", "bl@kommune.example"))
    counsellors.add("bo2", shown="Bo Lund", names=("Bo Lund", "bolu@kommune.example"))
    return vocabulary_of(counsellors, today=TODAY)


def table(content: bytes, kind: str = "caseload", **options: Any) -> Table[Any]:
    """The file as it is read; everything it says can be said."""
    found = read_file(content, kind=kind, vocabulary=vocabulary(), **options)
    assert all(all(error_words(error)) for error in found.errors)
    assert all(all(notice_words(notice)) for notice in found.notices)
    return found


def of(kind: str, header: str, *rows: str, **options: Any) -> Table[Any]:
    """The table of a CSV file with this header and these rows."""
    return table("\r\n".join((header, *rows)).encode(), kind, **options)


def row(kind: str, header: str, cells: str) -> Any:
    """The one good row of a file."""
    found = of(kind, header, cells)
    assert found.errors == ()
    return found.rows[0]


def faults(kind: str, header: str, *rows: str) -> list[tuple[int, str, str]]:
    """Row, column and reason of every bad cell."""
    return [(each.row, each.column, each.reason.value) for each in of(kind, header, *rows).errors]


def sentences(content: bytes, kind: str = "caseload") -> list[str]:
    """Everything the import would say about a file, whatever it holds."""
    try:
        found = table(content, kind)
    except ImportRefused as why:
        return list(refusal_words(why))
    return [words for error in found.errors for words in error_words(error)]


def workbook(*rows: Sequence[object], sheets: Iterable[str] = ()) -> bytes:
    """An XLSX file whose first sheet holds these rows."""
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    for name in sheets:
        book.create_sheet(name)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as bytes."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
