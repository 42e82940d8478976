"""Job ads from a file somebody lays in a folder: JSON, one JSON object a line, or CSV.

The newest of the folder's files is the whole feed. It may come from anywhere, so that nothing in
it is trusted: not its size, its rows, its addresses, nor its text (decision 0042).
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from staasted.core.ads import Ad, AdRefused, ad_read
from staasted.ports.ads import MOST_ADS, AdsNotRead, AdsRead, RowRefused

FILE_BYTES = 30_000_000
"""Bytes that are read at all; what is larger is refused unread. Source: decision 0042."""
MOST_REFUSED = 0.5
"""Share of rows that may be unusable before the file as a whole is. Source: same."""
SIGNS = 1_000  # of a header, to tell its separator by

Rows = Iterable[Mapping[str, object]]


class AdFiles:
    """The newest file of a folder, by when it was last written."""

    slug = "file"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, *, on: date, now: datetime) -> AdsRead:  # noqa: ARG002 the port's own signature
        """Return what the newest file holds. Errors: AdsNotRead ``no_file``, ``unreadable``,
        ``too_large``, ``not_text``, ``no_rows``, ``not_understood``, ``too_many``,
        ``mostly_refused``."""
        file = self._newest()
        try:
            written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            with file.open("rb") as held:
                content = held.read(FILE_BYTES + 1)
        except OSError:
            raise AdsNotRead("unreadable") from None
        if len(content) > FILE_BYTES:
            raise AdsNotRead("too_large")
        ads, refused = ads_of(READERS[file.suffix.lower()](_text(content)))
        return AdsRead(ads, written, refused)

    def _newest(self) -> Path:
        try:
            found = [
                (each.stat().st_mtime, each.name, each)
                for each in self.folder.iterdir()
                if each.suffix.lower() in READERS and each.name[0] != "." and each.is_file()
            ]
        except OSError:
            raise AdsNotRead("no_file") from None
        if not found:
            raise AdsNotRead("no_file")
        return max(found)[2]


def ads_of(rows: Rows) -> tuple[tuple[Ad, ...], tuple[RowRefused, ...]]:
    """Return the ads of rows, and the rows that were refused; of one id twice the last.

    Errors: AdsNotRead ``no_rows``, ``too_many``, ``mostly_refused``.
    """
    ads: dict[str, Ad] = {}
    refused: list[RowRefused] = []
    seen = 0
    for seen, row in enumerate(rows, start=1):
        if seen > MOST_ADS:
            raise AdsNotRead("too_many")
        try:
            ad = ad_read(row)
        except AdRefused as fault:
            refused.append(RowRefused(seen, fault.code))
        else:
            ads[ad.ref] = ad
    if not seen:
        raise AdsNotRead("no_rows")
    if len(refused) > seen * MOST_REFUSED:
        raise AdsNotRead("mostly_refused")
    return tuple(ads.values()), tuple(refused)


def _text(content: bytes) -> str:
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AdsNotRead("not_text") from None
    if "\x00" in written:
        raise AdsNotRead("not_text")
    return written


def _json(written: str) -> Rows:
    """A list of objects, or one object with that list under ``ads``."""
    told = _parsed(written)
    rows = told.get("ads") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise AdsNotRead("not_understood")
    return (_object(row) for row in rows)


def _lines(written: str) -> Iterator[Mapping[str, object]]:
    """One object a line; empty lines say nothing."""
    return (_object(_parsed(line)) for line in StringIO(written) if line.strip())


def _parsed(written: str) -> object:
    try:
        return json.loads(written, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise AdsNotRead("not_understood") from None


def _no_number(_: str) -> object:
    """NaN and Infinity are no JSON."""
    raise ValueError


def _object(told: object) -> Mapping[str, object]:
    """A row; what is none is a row that says nothing, and is refused as one."""
    return told if isinstance(told, dict) else {}


def _csv(written: str) -> Iterator[Mapping[str, object]]:
    """Columns named in the first line; separated by semicolons, or by commas."""
    first = written[:SIGNS].partition("\n")[0]
    separator = ";" if first.count(";") >= first.count(",") else ","
    try:
        for row in csv.DictReader(StringIO(written, newline=""), delimiter=separator, strict=True):
            yield {name.strip().lower(): cell for name, cell in row.items() if name}
    except (csv.Error, AttributeError):
        raise AdsNotRead("not_understood") from None


READERS = {".json": _json, ".ndjson": _lines, ".jsonl": _lines, ".csv": _csv}
"""How each kind of file is read, by its ending."""
