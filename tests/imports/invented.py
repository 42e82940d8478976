"""The invented municipality as tests look at it: rows by header, days and times read back."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from itertools import groupby

from staasted.apps.imports.synthetic import Files, municipality

ON = date(2026, 5, 18)
COUNSELLORS = ("Mette Holm", "Ali Høj")
Row = dict[str, str]


@cache
def town(seed: int = 1, citizens: int = 600, *, counsellors: tuple[str, ...] = ()) -> Files:
    """A municipality, made once for all tests that look at it."""
    return municipality(citizens=citizens, seed=seed, on=ON, counsellors=counsellors)


def rows(content: bytes) -> list[Row]:
    """A file's rows by header."""
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def people(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    """CPR number and rows of everybody in a file; a person's rows stand together."""
    for number, found in groupby(rows(content), key=lambda row: row["CPR-nr"]):
        yield number, list(found)


def day(written: str) -> date:
    """A Danish date."""
    return date(*reversed([int(part) for part in written.split("-")]))


def moment(written: str) -> datetime:
    """A Danish date with a time of day, Danish time."""
    on, at = written.split()
    return datetime.combine(day(on), time.fromisoformat(at))


def spans(row: Row) -> tuple[date, date]:
    """First and last day of a benefit period; what runs, runs past the file's day."""
    return day(row["Startdato"]), day(row["Slutdato"]) if row["Slutdato"] else date.max
