"""What an import did, or why it did nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from staasted.apps.imports.reading.refusals import RowError, RowNotice


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that a row changes: table and column as they are stored, old and new value."""

    row: int
    table: str
    fact: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one file.

    ``read`` counts rows below the header. ``created`` rows tell of a benefit period, a
    conversation or a measure that was not known, ``updated`` ones change what was.
    Where ``rejected`` is not empty nothing was stored and the three counts are 0, unless bad
    rows were to be skipped: then they are the good rows'. ``absent`` are public ids of open
    cases a caseload file does not name: listed, never closed; ``known`` are those of the cases
    the good rows are about, so that whoever asked can log the reading.
    ``without_counsellor`` are row numbers. ``batch`` is the batch's public id, None where
    nothing changed. ``changes`` are the facts written over, or that would have been
    (``dry_run``). ``mapping`` is each header as the file writes it → the field it was read as,
    "" where it was left unread.
    ``rejected_file`` is the bad rows as a CSV file with reasons, where they were skipped.
    """

    read: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[RowError, ...] = ()
    notices: tuple[RowNotice, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    without_counsellor: tuple[int, ...] = ()
    absent: tuple[str, ...] = ()
    known: tuple[str, ...] = field(default=(), repr=False)
    changes: tuple[FactChange, ...] = ()
    rejected_file: bytes | None = None
    dry_run: bool = False
    batch: str | None = None
