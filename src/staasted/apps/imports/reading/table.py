"""A file that was read: good rows, bad cells, questions, and how its columns were understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

from staasted.apps.imports.reading.refusals import RowError, RowNotice
from staasted.apps.imports.reading.shape import R
from staasted.catalog.imports import FileKind


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """Rows in the order of the file; ``read`` counts them all, the bad ones too.

    ``errors`` and ``notices`` are in the order of the rows. ``written``: field → its header
    as the file writes it. ``mapping``: every header → the field it was read as, "" where it
    was left unread. ``unused_headers`` stand in the mapping given and not in the file.
    ``ignored_sheets`` are the other sheets of a workbook.
    """

    kind: FileKind
    read: int
    rows: tuple[R, ...]
    errors: tuple[RowError, ...]
    notices: tuple[RowNotice, ...]
    ignored_columns: tuple[str, ...]
    mapping: Mapping[str, str]
    written: Mapping[str, str]
    unused_headers: tuple[str, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
