"""The invented municipality as files: UTF-8 with BOM, ``;``, CRLF, as registers export.

Everything is written citizen by citizen, so that memory does not grow with their number
(save for the CPR numbers that are taken, and the days of named counsellors).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from staasted.apps.imports.cell_writing import cell_writer
from staasted.apps.imports.synthetic.conversations import History, InventedConversation
from staasted.apps.imports.synthetic.lives import Lives, caseload_rows
from staasted.apps.imports.synthetic.measuring import Measured
from staasted.apps.imports.synthetic.offers import InventedOffer, OfferBook
from staasted.catalog.imports import FileKind, layout
from staasted.catalog.names import contact_draws

FILE_NAMES = {kind: f"{kind}.csv" for kind in FileKind}
_ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Files:
    """The three files in memory, and what was measured while they were written."""

    caseload: bytes
    conversations: bytes
    offers: bytes
    measured: Measured


def municipality_write(
    folder: Path,
    *,
    citizens: int,
    seed: int,
    on: date,
    counsellors: Sequence[str] = (),
    days: int | None = None,
) -> Measured:
    """Write the three files of ``FILE_NAMES`` into a folder, as exported on a day.

    ``counsellors`` are names the import will know; empty leaves everybody without one.
    ``days`` is how far back conversations go, two years unless it is given; they end the day
    before ``on``. Errors: OSError.
    """
    recipe = _Recipe(citizens, seed, on, tuple(counsellors), days)
    with ExitStack() as opened:
        files = {
            kind: opened.enter_context((folder / name).open("w", encoding=_ENCODING, newline=""))
            for kind, name in FILE_NAMES.items()
        }
        return recipe.written(files)


def municipality(
    *,
    citizens: int,
    seed: int,
    on: date,
    counsellors: Sequence[str] = (),
    days: int | None = None,
) -> Files:
    """The three files of ``municipality_write`` in memory, the same bytes."""
    texts = {kind: io.StringIO(newline="") for kind in FileKind}
    measured = _Recipe(citizens, seed, on, tuple(counsellors), days).written(texts)
    content = {kind.value: text.getvalue().encode(_ENCODING) for kind, text in texts.items()}
    return Files(**content, measured=measured)


def caseload_file(*, citizens: int, seed: int, on: date, counsellors: Sequence[str] = ()) -> bytes:
    """The caseload alone, the same bytes as in ``municipality``."""
    text = io.StringIO(newline="")
    sheet = _Sheet(FileKind.CASELOAD, text)
    for life in Lives(seed=seed, on=on, counsellors=counsellors).some(citizens):
        sheet.write(caseload_rows(life, on=on))
    return text.getvalue().encode(_ENCODING)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What decides every byte."""

    citizens: int
    seed: int
    on: date
    counsellors: tuple[str, ...]
    days: int | None

    def written(self, files: Mapping[FileKind, TextIO]) -> Measured:
        """Write the files, and say what was measured on the way."""
        sheets = {kind: _Sheet(kind, text) for kind, text in files.items()}
        since = self.on - timedelta(days=self.days or contact_draws().days)
        history = History(seed=self.seed, since=since, on=self.on)
        book = OfferBook(seed=self.seed, on=self.on)
        measured = Measured(since=since, on=self.on)
        lives = Lives(seed=self.seed, on=self.on, counsellors=self.counsellors)
        for life in lives.some(self.citizens):
            conversations, offers = list(history.of(life)), list(book.of(life))
            sheets[FileKind.CASELOAD].write(caseload_rows(life, on=self.on))
            sheets[FileKind.CONVERSATIONS].write(_rows(life.cpr, conversations))
            sheets[FileKind.OFFERS].write(_rows(life.cpr, offers))
            measured.add(life, conversations, offers=len(offers))
        return measured


class _Sheet:
    """One file under way: its header, then rows by field; a field left out is not known."""

    def __init__(self, kind: FileKind, text: TextIO) -> None:
        columns = layout(kind).columns
        self._cells = [(column.field, cell_writer(column)) for column in columns]
        self._writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        self._writer.writerow(column.da for column in columns)

    def write(self, rows: Iterable[Mapping[str, object]]) -> None:
        self._writer.writerows(
            [write(row.get(field)) for field, write in self._cells] for row in rows
        )


def _rows(
    cpr: str, things: Iterable[InventedConversation | InventedOffer]
) -> Iterable[dict[str, object]]:
    for thing in things:
        yield {"cpr": cpr, **{name: getattr(thing, name) for name in _NAMES[type(thing)]}}


_NAMES = {
    kind: tuple(each.name for each in fields(kind))
    for kind in (InventedConversation, InventedOffer)
}
"""Fields of what makes a row; ``asdict`` would copy every value, and that took half the time."""
