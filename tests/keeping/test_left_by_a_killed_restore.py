"""What a killed restore left beside a database in one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from staasted.apps.backups.sqlite import Sqlite
from staasted.apps.org.secret_files import FileBusy, alone_with


def database(path: Path, word: str) -> Path:
    with closing(sqlite3.connect(path)) as held, held:
        held.execute("CREATE TABLE said (word text)")
        held.execute("INSERT INTO said VALUES (?)", [word])
    return path


def says(path: Path) -> str:
    with closing(sqlite3.connect(path)) as held:
        return held.execute("SELECT word FROM said").fetchone()[0]


def test_it_goes_with_the_next(tmp_path: Path) -> None:
    held, backup = database(tmp_path / "held.sqlite3", "old"), database(tmp_path / "new", "new")
    left = tmp_path / ".held.sqlite3.0123abcd"
    left.write_bytes(b"half a database")
    Sqlite(held).replace(backup, lambda _: None)
    assert says(held) == "new"
    assert not left.exists()


def test_two_at_once_do_not_take_each_others_half(tmp_path: Path) -> None:
    held, backup = database(tmp_path / "held.sqlite3", "old"), database(tmp_path / "new", "new")
    with alone_with(held), pytest.raises(FileBusy):
        Sqlite(held).replace(backup, lambda _: None)
    assert says(held) == "old"
