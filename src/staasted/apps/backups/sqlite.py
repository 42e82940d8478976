"""SQLite: copied by its own online backup, judged by its content, replaced by one renaming."""

import hashlib
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from staasted.apps.backups.in_use import in_use
from staasted.apps.backups.manifest import ALWAYS_FILLED, DatabaseState, FileName, TableState
from staasted.apps.backups.refusing import BackupReason, BackupRefused
from staasted.apps.org.secret_files import OWNER_ONLY, OWNERS_FOLDER, alone_with, folder_sync

_FILE: FileName = "database.sqlite3"
_PATIENCE = 20.0  # seconds a reader waits for a writer, as Django's own connection does
_SIDES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Sqlite:
    """The database in one file."""

    path: Path
    file: FileName = _FILE

    def state(self) -> DatabaseState:
        """Every table, in one snapshot."""
        with closing(_open(self.path)) as held, _snapshot(held):
            return _state(held)

    def dump(self, folder: Path) -> DatabaseState:
        """Copy and state come from one snapshot; writers go on meanwhile."""
        target = folder / self.file
        _touch(target)
        with closing(_open(self.path)) as held, _snapshot(held):
            with closing(sqlite3.connect(target, isolation_level=None)) as copy:
                held.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
            state = _state(held)
        _sync(target)
        return state

    @contextmanager
    def aside(self, file: Path) -> Iterator[DatabaseState]:
        """A copy in a folder that goes away."""
        with tempfile.TemporaryDirectory(prefix="staasted-drill-") as folder:
            copied = Path(folder) / self.file
            _copy(file, copied)
            yield _sound_state(copied)

    def holds_data(self) -> bool:
        """Whether any table but the ever-filled holds a row."""
        if not self.path.exists():
            return False
        with closing(_open(self.path)) as held:
            return any(
                held.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # nosec B608 # its own
                for name in _tables(held)
                if name not in ALWAYS_FILLED and not name.startswith("sqlite_")
            )

    def others_connected(self) -> bool:
        """Leaving WAL takes being the only one who has the file open: SQLite is asked to."""
        if not self.path.exists():
            return False
        with closing(sqlite3.connect(self.path, timeout=0.2, isolation_level=None)) as held:
            try:
                alone = held.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
                if alone:
                    held.execute("BEGIN EXCLUSIVE")
                    held.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
            return not alone

    def replace(self, file: Path, accept: Callable[[DatabaseState], None]) -> None:
        """The new file lies whole beside the old one before it takes its name.

        Errors: BackupRefused, FileBusy where another restore is at it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=OWNERS_FOLDER)
        with alone_with(self.path):
            for left in self.path.parent.glob(f".{self.path.name}.*"):  # of a killed restore
                left.unlink(missing_ok=True)
            fresh = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
            try:
                _copy(file, fresh)
                accept(_sound_state(fresh))
                self._give_way(fresh)
            finally:
                fresh.unlink(missing_ok=True)
        folder_sync(self.path.parent)

    def _give_way(self, fresh: Path) -> None:
        """The old file goes as the new one takes its name. Errors: BackupRefused."""
        if in_use(self.others_connected):  # also folds the old write-ahead log into its file
            raise BackupRefused(BackupReason.IN_USE)
        for side in _SIDES:
            self.path.with_name(f"{self.path.name}{side}").unlink(missing_ok=True)
        _keep_owner(self.path, fresh)
        fresh.replace(self.path)

    def left_waiting(self) -> list[str]:
        """Nothing: one renaming has no half."""
        return []

    def throw_out(self) -> None:
        """There is nothing: the renaming did it."""


def _open(path: Path) -> sqlite3.Connection:
    """An existing file, never a new one."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE, isolation_level=None
    )


@contextmanager
def _snapshot(held: sqlite3.Connection) -> Iterator[None]:
    """One moment, for as long as the block lasts."""
    held.execute("BEGIN")
    held.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    try:
        yield
    finally:
        held.execute("ROLLBACK")


def _sound_state(path: Path) -> DatabaseState:
    """The state of a copy that SQLite itself finds whole. Errors: BackupRefused."""
    try:
        with closing(_open(path)) as held:
            # Some constraints call Django's own functions, which this connection does not have.
            held.execute("PRAGMA ignore_check_constraints=ON")
            sound = held.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            if sound and not held.execute("PRAGMA foreign_key_check").fetchone():
                return _state(held)
    except sqlite3.DatabaseError:
        pass
    raise BackupRefused(BackupReason.ALTERED, file=_FILE)


def _tables(held: sqlite3.Connection) -> list[str]:
    """Every table, the counters of SQLite's own among them."""
    said = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    names = [name for (name,) in held.execute(said)]
    return [name for name in names if not name.startswith("sqlite_") or name == "sqlite_sequence"]


def _state(held: sqlite3.Connection) -> DatabaseState:
    around = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2"
    _, schema = _digest(held.execute(around))
    tables = {}
    for name in _tables(held):
        ordered = f'SELECT * FROM "{name}" ORDER BY {_key(held, name)}'  # nosec B608 # its own names
        rows, digest = _digest(held.execute(ordered))
        tables[name] = TableState(rows=rows, digest=digest)
    return DatabaseState(
        vendor="sqlite", tables=tables, schema_digest=schema, migrations=_migrations(held, tables)
    )


def _key(held: sqlite3.Connection, table: str) -> str:
    """The primary key's columns; every column where there is none."""
    columns = held.execute(f'PRAGMA table_info("{table}")').fetchall()
    key = [name for place, name in sorted((row[5], row[1]) for row in columns) if place]
    return ", ".join(f'"{name}"' for name in key or [row[1] for row in columns])


def _digest(rows: sqlite3.Cursor) -> tuple[int, str]:
    """How many rows, and the SHA-256 of them; a value's kind counts as much as the value."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(repr(row).encode())
        count += 1
    return count, digest.hexdigest()


def _migrations(held: sqlite3.Connection, tables: dict[str, TableState]) -> tuple[str, ...]:
    if "django_migrations" not in tables:
        return ()
    rows = held.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return tuple(f"{app}.{name}" for app, name in rows)


def _touch(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, OWNER_ONLY))


def _copy(source: Path, target: Path) -> None:
    """A whole copy, readable by its owner alone, safe on the disk."""
    _touch(target)
    with source.open("rb") as read, target.open("wb") as write:
        while block := read.read(1 << 20):
            write.write(block)
    _sync(target)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _keep_owner(held: Path, fresh: Path) -> None:
    if held.exists():
        was, now = held.stat(), fresh.stat()
        if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
            os.chown(fresh, was.st_uid, was.st_gid)
