"""What a file of any kind is read with: its rows, its headers, its rows as they stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from staasted.apps.imports.reading.caseload import CASELOAD
from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.collecting import Progress, table_read
from staasted.apps.imports.reading.conversations import CONVERSATIONS
from staasted.apps.imports.reading.offers import OFFERS
from staasted.apps.imports.reading.opening import opened
from staasted.apps.imports.reading.proposal import Proposal, proposal
from staasted.apps.imports.reading.shape import Shape
from staasted.apps.imports.reading.sheet import SheetRow
from staasted.apps.imports.reading.table import Table
from staasted.catalog.imports import FileKind, layout

_SHAPES: Mapping[FileKind, Shape[Any]] = {
    shape.kind: shape for shape in (CASELOAD, CONVERSATIONS, OFFERS)
}


def read_file(
    content: bytes,
    *,
    kind: str,
    vocabulary: Vocabulary,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Table[Any]:
    """Read and check a whole CSV or XLSX file of a kind (a ``FileKind``).

    ``mapping``: header → field id, before what the headers say by themselves; "" leaves a
    column unread. Errors: ImportRefused; ValueError for a kind nobody knows.
    """
    return table_read(
        content,
        shape=_SHAPES[FileKind(kind)],
        vocabulary=vocabulary,
        mapping=mapping,
        progress=progress,
    )


def mapping_propose(
    content: bytes, *, kind: str, mapping: Mapping[str, str] | None = None
) -> Proposal:
    """How a file's headers would be read, and what is missing. Errors: ImportRefused."""
    found = layout(FileKind(kind))
    with opened(content, layout=found, mapping=mapping) as (header, _):
        return proposal(header.cells, layout=found, mapping=mapping or {})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows of a file just as it writes them, and its header."""

    header: SheetRow
    rows: tuple[SheetRow, ...]


def rows_as_written(
    content: bytes,
    *,
    kind: str,
    numbers: Collection[int],
    mapping: Mapping[str, str] | None = None,
) -> Excerpt:
    """The rows with these numbers, unread, for handing them back. Errors: ImportRefused."""
    wanted = frozenset(numbers)
    with opened(content, layout=layout(FileKind(kind)), mapping=mapping) as (header, sheet):
        return Excerpt(header, tuple(row for row in sheet.rows if row.number in wanted))
