"""PostgreSQL: dumped by ``pg_dump`` in the snapshot that is judged, replaced schema for schema."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from staasted.apps.backups.in_use import in_use
from staasted.apps.backups.manifest import ALWAYS_FILLED, DatabaseState, FileName
from staasted.apps.backups.postgres_state import state_of, tables_of
from staasted.apps.backups.postgres_tools import address_of, tool_run
from staasted.apps.backups.refusing import BackupReason, BackupRefused

BEFORE = "staasted_before_restore"
"""Where the old tables wait while new ones are put in their place; later ones get a number."""
WAITING = f"^{BEFORE}(_[0-9]+)?$"
"""How the server finds them."""
_DRILL = "staasted_drill_"
_DUMP = ("--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60000")
_RESTORE = ("--exit-on-error", "--no-owner", "--no-privileges")


@dataclass(frozen=True, slots=True)
class Postgres:
    """One database on a server: the parts of its address."""

    address: Mapping[str, str]
    file: FileName = "database.dump"

    @classmethod
    def of(cls, held: Mapping[str, object]) -> "Postgres":
        """Out of Django's table of settings."""
        return cls(address_of(held))

    def state(self) -> DatabaseState:
        """Every table, in one snapshot."""
        with self._connection() as held, _snapshot(held):
            return state_of(held)

    def dump(self, folder: Path) -> DatabaseState:
        """pg_dump reads the very snapshot the state is made from; writers go on meanwhile."""
        target = folder / self.file
        target.touch(mode=0o600, exist_ok=False)
        with self._connection() as held, _snapshot(held):
            row = held.execute("SELECT pg_export_snapshot()").fetchone()
            words = (f"--snapshot={row[0] if row else ''}", f"--file={target}")
            tool_run("pg_dump", self.address, *_DUMP, *words)
            return state_of(held)

    @contextmanager
    def aside(self, file: Path) -> Iterator[DatabaseState]:
        """A database of its own on the same server."""
        name = f"{_DRILL}{secrets.token_hex(6)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            with self._connection() as server:
                server.execute(create.format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            raise BackupRefused(BackupReason.NOT_ALLOWED, what="CREATEDB") from None
        try:
            beside = Postgres({**self.address, "dbname": name})
            tool_run("pg_restore", beside.address, *_RESTORE, str(file))
            yield beside.state()
        finally:
            with self._connection() as server:
                server.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def holds_data(self) -> bool:
        """Whether a table but the ever-filled holds a row, or a killed restore left its tables."""
        with self._connection() as held:
            if _waiting(held):
                return True
            filled = sql.SQL("SELECT 1 FROM public.{} LIMIT 1")
            return any(
                held.execute(filled.format(sql.Identifier(name))).fetchone()
                for name in tables_of(held)
                if name not in ALWAYS_FILLED
            )

    def others_connected(self) -> bool:
        """The server knows who is connected."""
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        with self._connection() as held:
            row = held.execute(others).fetchone()
            return bool(row and row[0])

    def replace(self, file: Path, accept: Callable[[DatabaseState], None]) -> None:
        """The old tables wait in a schema of their own until the new ones are accepted."""
        if in_use(self.others_connected):
            raise BackupRefused(BackupReason.IN_USE)
        try:
            with self._connection() as held:
                _put_back(held)  # what a restore that was killed had moved away
                away = _move_away(held)
        except psycopg.errors.InsufficientPrivilege:
            raise BackupRefused(BackupReason.NOT_ALLOWED, what="OWNER") from None
        try:
            tool_run("pg_restore", self.address, "--single-transaction", *_RESTORE, str(file))
            accept(self.state())
        except BaseException:
            with self._connection() as held:
                _return(held, away)
            raise

    def left_waiting(self) -> list[str]:
        """The schemas of restores that were not finished."""
        with self._connection() as held:
            return _waiting(held)

    def throw_out(self) -> None:
        """All of them: what is in use has been accepted."""
        with self._connection() as held, held.transaction():
            for name in _waiting(held):
                held.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(**self.address, autocommit=True)  # type: ignore[arg-type]


@contextmanager
def _snapshot(held: psycopg.Connection) -> Iterator[None]:
    """One moment, for as long as the block lasts."""
    held.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        with suppress(psycopg.OperationalError):
            held.execute("ROLLBACK")


def _waiting(held: psycopg.Connection) -> list[str]:
    """What restores moved away, the oldest first."""
    found = held.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s", [WAITING])
    return sorted((name for (name,) in found), key=lambda name: (len(name), name))


def _move_away(held: psycopg.Connection) -> str:
    """Let the tables in use wait, and begin an empty place; the name they wait under."""
    waiting = _waiting(held)
    last = waiting[-1].removeprefix(BEFORE).removeprefix("_") if waiting else "0"
    away = f"{BEFORE}_{int(last or 1) + 1}" if waiting else BEFORE
    with held.transaction():
        held.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(away)))
        # As a new database has it (PostgreSQL 15 and later, and safe on 14).
        held.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        held.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
    return away


def _put_back(held: psycopg.Connection) -> None:
    """What was moved away last, where nothing has taken its place: a filled one may be in use."""
    waiting = _waiting(held)
    if waiting and not tables_of(held):
        _return(held, waiting[-1])


def _return(held: psycopg.Connection, away: str) -> None:
    with held.transaction():
        held.execute("DROP SCHEMA public CASCADE")
        held.execute(sql.SQL("ALTER SCHEMA {} RENAME TO public").format(sql.Identifier(away)))
