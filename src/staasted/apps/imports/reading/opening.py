"""A file opened as rows of text, whatever format it has."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from staasted.apps.imports.reading.delimited import delimited_open
from staasted.apps.imports.reading.header import headers_are_headers
from staasted.apps.imports.reading.mapping import header_fold
from staasted.apps.imports.reading.package import is_spreadsheet
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.reading.sheet import Sheet, SheetRow
from staasted.apps.imports.reading.workbook import workbook_open
from staasted.catalog.imports import Layout, bounds


@contextmanager
def opened(
    content: bytes, *, layout: Layout, mapping: Mapping[str, str] | None = None
) -> Iterator[tuple[SheetRow, Sheet]]:
    """The header as it stands and the sheet, whose rows go on below it.

    Errors: ImportRefused, also while the rows are being read.
    """
    known = frozenset(map(header_fold, mapping or ())) | frozenset(layout.by_name())
    with warnings.catch_warnings():
        # What openpyxl remarks on what it leaves out, such as colours, helps nobody here.
        warnings.simplefilter("ignore", UserWarning)
        if is_spreadsheet(content):
            sheet = workbook_open(content, bounds=bounds())
        else:
            sheet = delimited_open(content, known=known, bounds=bounds())
        header = next(sheet.rows, None)
        if header is None:
            raise ImportRefused(FileReason.EMPTY)
        headers_are_headers(header.cells, layout=layout)
        yield header, sheet
