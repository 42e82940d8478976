"""What an import did, or why it did nothing."""

from dataclasses import dataclass

from staasted.apps.imports.reading.refusals import RowError


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one file.

    ``read`` counts rows below the header. Where ``rejected`` is not empty nothing was
    stored and the three counts are 0. ``absent`` are public ids of open cases the file does
    not name: listed, never closed. ``without_counsellor`` are row numbers. ``batch`` is the
    batch's public id, None where nothing changed.
    """

    read: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[RowError, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    without_counsellor: tuple[int, ...] = ()
    absent: tuple[str, ...] = ()
    batch: str | None = None
