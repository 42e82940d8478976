"""Which column stands where, which are missing, which nobody asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Column, Layout, name_fold

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Header:
    """Position → column, the headers as the file writes them, and those left unread."""

    columns: Mapping[int, Column]
    written: tuple[str, ...]
    ignored: tuple[str, ...]


def header_read(cells: Sequence[str], *, layout: Layout) -> Header:
    """Match the file's headers to the layout.

    What is missing is said before what is doubled or blank: a file without a header would
    otherwise have its first person quoted in an error.
    Errors: ImportRefused ``no_header``, ``column_missing``, ``column_blank``, ``column_twice``.
    """
    written = tuple(" ".join(cell.split()) for cell in cells)
    known = layout.by_name()
    found = {
        position: known[name_fold(cell)]
        for position, cell in enumerate(written)
        if name_fold(cell) in known
    }
    _nothing_missing(found.values(), layout)
    _nothing_blank(written)
    _nothing_twice(written, found)
    ignored = tuple(cell for position, cell in enumerate(written) if position not in found)
    return Header(columns=found, written=written, ignored=ignored)


def _nothing_missing(found: Iterable[Column], layout: Layout) -> None:
    fields = {column.field for column in found}
    if not fields:
        raise ImportRefused(FileReason.NO_HEADER, columns=_list(layout.columns))
    missing = [each for each in layout.columns if each.required and each.field not in fields]
    if missing:
        raise ImportRefused(FileReason.COLUMN_MISSING, columns=_list(missing))


def _list(columns: Iterable[Column]) -> str:
    return ", ".join(column.da for column in columns)


def _nothing_blank(written: Sequence[str]) -> None:
    for position, cell in enumerate(written):
        if not cell:
            raise ImportRefused(FileReason.COLUMN_BLANK, letter=column_letter(position))


def _nothing_twice(written: Sequence[str], found: Mapping[int, Column]) -> None:
    first: dict[str, str] = {}
    for position, cell in enumerate(written):
        key = found[position].field if position in found else f" {cell.casefold()}"
        if key in first:
            raise ImportRefused(FileReason.COLUMN_TWICE, first=first[key], second=cell)
        first[key] = cell


def column_letter(position: int) -> str:
    """A column as a spreadsheet names it: position 0 is ``A``, 26 is ``AA``."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
