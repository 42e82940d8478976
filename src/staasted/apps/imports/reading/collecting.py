"""From the bytes of a file to the table of one kind of row."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic

from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.checks import Fault
from staasted.apps.imports.reading.cpr_shaped import quotable
from staasted.apps.imports.reading.header import Header, header_read
from staasted.apps.imports.reading.opening import opened
from staasted.apps.imports.reading.refusals import (
    FileReason,
    ImportRefused,
    NoticeReason,
    RowError,
    RowNotice,
)
from staasted.apps.imports.reading.rows import RowRead, rows_read
from staasted.apps.imports.reading.shape import R, Shape
from staasted.apps.imports.reading.table import Table
from staasted.catalog.imports import Layout, bounds, layout

_ROWS_A_STEP = 1_000

Progress = Callable[[int], None]
"""Told how many rows were read so far, every thousand rows."""


def table_read(
    content: bytes,
    *,
    shape: Shape[R],
    vocabulary: Vocabulary,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Table[R]:
    """Read and check a whole file of one kind. Errors: ImportRefused."""
    found = layout(shape.kind)
    with opened(content, layout=found, mapping=mapping) as (top, sheet):
        header = header_read(top.cells, layout=found, mapping=mapping)
        collected = _Collected(shape, header, found)
        rows = rows_read(
            sheet.rows,
            header=header,
            layout=found,
            vocabulary=vocabulary,
            day_zero=sheet.day_zero,
        )
        for row in rows:
            collected.take(row)
            if progress and collected.read % _ROWS_A_STEP == 0:
                progress(collected.read)
        return collected.table(ignored_sheets=sheet.ignored)


@dataclass
class _Collected(Generic[R]):
    """The rows so far."""

    shape: Shape[R]
    header: Header
    layout: Layout
    read: int = 0
    _rows: dict[int, R] = field(default_factory=dict)
    _errors: list[RowError] = field(default_factory=list)
    _notices: dict[int, list[RowNotice]] = field(default_factory=dict)
    _seen: dict[Hashable, int] = field(default_factory=dict)
    _written: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._written = self.header.by_field()

    def take(self, row: RowRead) -> None:
        """Check one row and keep it, or keep what is wrong with it. Errors: ImportRefused."""
        self.read += 1
        if not row.errors:
            self.shape.settle(row.values)
        errors = [*row.errors, *self._said(row, self.shape.faults(row.values))]
        if row.errors and not row.values:
            errors = row.errors
        if errors:
            self._refuse(errors)
            return
        # Every value was read by the kind of its column, so the fields have their types.
        built = self.shape.build(number=row.number, **row.values)
        first = self._seen.setdefault(self.shape.key(built), row.number)
        if first != row.number:
            name, reason = self.shape.twice
            self._refuse(self._said(row, [Fault(name, reason, {"first": first})]))
            return
        self._rows[row.number] = built
        self._ask(row)

    def _refuse(self, errors: Iterable[RowError]) -> None:
        self._errors.extend(errors)
        if len(self._errors) > bounds().errors:
            first = self._errors[0]
            values = {"most": bounds().errors, "row": first.row, "column": first.column}
            raise ImportRefused(FileReason.TOO_MANY_ERRORS, **values)

    def _ask(self, row: RowRead) -> None:
        asked = [
            *row.notices,
            *(self._notice(row, *each) for each in self.shape.notices(row.values)),
        ]
        if asked:
            self._notices[row.number] = asked

    def _notice(self, row: RowRead, name: str, reason: NoticeReason) -> RowNotice:
        return RowNotice(row.number, self._column(name), reason, self._cell(row, name))

    def _said(self, row: RowRead, faults: Iterable[Fault]) -> list[RowError]:
        """The faults as errors, in the headers of the file."""
        return [self._error(row.number, self._cell(row, each.field), each) for each in faults]

    def _error(self, number: int, value: str, fault: Fault) -> RowError:
        values = dict(fault.values)
        if fault.partner:
            values["partner"] = self._column(fault.partner)
        return RowError(number, self._column(fault.field), fault.reason, value, values)

    def _column(self, name: str) -> str:
        return self._written.get(name) or self.layout.by_field[name].da

    def _cell(self, row: RowRead, name: str) -> str:
        """The cell as it may be quoted; of a column the file has not, nothing."""
        for position, target in self.header.targets.items():
            if target.field == name != "cpr":
                return quotable(row.cells[position])
        return ""

    def table(self, *, ignored_sheets: tuple[str, ...]) -> Table[R]:
        """What was read, once the rows are held against each other. Errors: ImportRefused."""
        if not self.read:
            raise ImportRefused(FileReason.NO_ROWS)
        self._hold_together()
        notices = (notice for asked in self._notices.values() for notice in asked)
        return Table(
            kind=self.shape.kind,
            read=self.read,
            rows=tuple(self._rows.values()),
            errors=tuple(sorted(self._errors, key=lambda error: error.row)),
            notices=tuple(notices),
            ignored_columns=self.header.ignored,
            mapping=self.header.mapping(),
            written=self._written,
            unused_headers=self.header.unused,
            ignored_sheets=ignored_sheets,
        )

    def _hold_together(self) -> None:
        """Take out rows that cannot stand beside another one of the same file."""
        found: defaultdict[int, list[RowError]] = defaultdict(list)
        for row, fault in self.shape.among(tuple(self._rows.values())):
            found[row.number].append(self._error(row.number, "", fault))
        for number, errors in found.items():
            del self._rows[number]
            self._notices.pop(number, None)
            self._refuse(errors)
