"""Which column stands where, which are missing, which nobody asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from staasted.apps.imports.reading.cpr_shaped import is_cpr_shaped
from staasted.apps.imports.reading.mapping import (
    IGNORED,
    Target,
    header_fold,
    header_line,
    target_of,
    targets_read,
)
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import Column, Layout

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Header:
    """Position → what is read there, and the headers as the file writes them.

    ``unused`` are headers the mapping names and the file does not have.
    """

    targets: Mapping[int, Target]
    written: tuple[str, ...]
    unused: tuple[str, ...] = ()

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headers that are left unread."""
        return tuple(
            cell for position, cell in enumerate(self.written) if position not in self.targets
        )

    def mapping(self) -> dict[str, str]:
        """Every header as written → the field it is read as; "" where it is left unread."""
        read = {self.written[position]: str(target) for position, target in self.targets.items()}
        return {header: read.get(header, IGNORED) for header in self.written}

    def by_field(self) -> dict[str, str]:
        """Field → its header as written; of several columns of hours, the first."""
        found: dict[str, str] = {}
        for position, target in self.targets.items():
            found.setdefault(target.field, self.written[position])
        return found


def headers_are_headers(cells: Iterable[str], *, layout: Layout) -> None:
    """A file without headers would have its first person shown as some.

    Errors: ImportRefused ``no_header``.
    """
    if any(map(is_cpr_shaped, cells)):
        raise ImportRefused(FileReason.NO_HEADER, columns=_list(layout.columns))


def header_read(
    cells: Sequence[str], *, layout: Layout, mapping: Mapping[str, str] | None = None
) -> Header:
    """Match the file's headers to the layout; what ``mapping`` says of a header comes first.

    What is missing is said before what is doubled or blank: a file without a header would
    otherwise have its first person quoted in an error.
    Errors: ImportRefused ``no_header``, ``column_missing``, ``column_blank``,
    ``column_twice``, ``mapping_field_unknown``, ``mapping_header_twice``.
    """
    written = tuple(map(header_line, cells))
    mapped = targets_read(mapping or {}, layout)
    found = {}
    for position, header in enumerate(written):
        target = target_of(header, layout, mapped=mapped)
        if target is not None:
            found[position] = target
    _nothing_missing(found.values(), layout)
    _nothing_blank(written)
    _nothing_twice(written, found)
    folded = {header_fold(header) for header in written}
    unused = tuple(header for header in mapping or {} if header_fold(header) not in folded)
    return Header(found, written, unused)


def _nothing_missing(found: Iterable[Target], layout: Layout) -> None:
    fields = {target.field for target in found}
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


def _nothing_twice(written: Sequence[str], found: Mapping[int, Target]) -> None:
    first: dict[str | Target, str] = {}
    for position, cell in enumerate(written):
        key = found.get(position) or f" {cell.casefold()}"
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
