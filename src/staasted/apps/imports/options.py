"""How a file is taken in: what is done about bad rows and corrections, and who is told how far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from staasted.catalog.imports import FileKind


class Stage(StrEnum):
    """What an import is doing; progress is counted in rows of the file."""

    READING = "reading"
    COMPARING = "comparing"
    STORING = "storing"


Progress = Callable[[Stage, int, int | None], None]
"""Told the stage, how much is done and how much there is (None: not known yet)."""


def nobody_told(stage: Stage, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the one who imports has chosen.

    ``skip_bad`` takes the good rows and leaves the bad ones; ``dry_run`` stores nothing and
    reports what would have changed; ``accept_corrections`` lets a row move the start of a
    benefit period that is known already. ``mapping`` is header → field, before the names the
    layout knows.
    """

    skip_bad: bool = False
    dry_run: bool = False
    accept_corrections: bool = False
    mapping: Mapping[str, str] | None = None
    progress: Progress = nobody_told


STRICT = ImportOptions()
"""Everything or nothing, and no correction of history."""


@dataclass(frozen=True, slots=True)
class File:
    """A file somebody hands in, the day it is read on, and how it is to be taken."""

    kind: FileKind
    content: bytes = field(repr=False)
    name: str
    today: date
    options: ImportOptions = STRICT
