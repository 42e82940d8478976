"""Somebody with the run of the database: past the guards, past the application, into the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from staasted.apps.audit.guarding import guards_drop, guards_install

TRIED_ELSEWHERE = (
    *("ads_broken", "ads_old", "ads_refused", "letters_unsure", "letters_stay_here"),
    *("case_events_given_up", "case_events_wait"),
)
"""Problems of the house that the tests of their own part try: test_ads, test_letters_carried,
test_case_system."""


@contextmanager
def past_the_guards() -> Iterator[None]:
    """The guards taken away and put back, as by somebody who covers their tracks."""
    guards_drop()
    try:
        yield
    finally:
        guards_install()


def said_to_the_database(sql: str, *values: object) -> None:
    """One statement, straight to the database, with the guards away."""
    with past_the_guards(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def database_file() -> Path:
    """SQLite's file with everything in it, and nobody connected."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Path(connection.settings_dict["NAME"])


@contextmanager
def byte_flipped(file: Path, at: int, bits: int) -> Iterator[None]:
    """One byte of the file changed on the disk, and put right afterwards."""
    connection.close()
    _write(file, at, _read(file, at) ^ bits)
    try:
        yield
    finally:
        connection.close()
        _write(file, at, _read(file, at) ^ bits)


def _read(file: Path, at: int) -> int:
    with file.open("rb") as opened:
        opened.seek(at)
        return opened.read(1)[0]


def _write(file: Path, at: int, value: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(bytes([value]))
