"""What the two databases are asked for alike; which of them is ours."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from django.db import connection, connections

from staasted.apps.backups.manifest import DatabaseState, FileName


class Engine(Protocol):
    """One database, met past Django's models: they may be of another release than its tables."""

    file: FileName

    def state(self) -> DatabaseState:
        """The database as it stands."""

    def dump(self, folder: Path) -> DatabaseState:
        """Write ``file`` in a folder, while others write; its state at that very moment."""

    def aside(self, file: Path) -> AbstractContextManager[DatabaseState]:
        """A dump restored into a database of its own, which is thrown away afterwards."""

    def holds_data(self) -> bool:
        """Whether there is a row that somebody would miss."""

    def others_connected(self) -> bool:
        """Whether any other process has the database open."""

    def replace(self, file: Path, accept: Callable[[DatabaseState], None]) -> None:
        """Put a dump in the database's place; where ``accept`` raises, all is as it was."""

    def left_waiting(self) -> list[str]:
        """Where tables wait that a restore has moved away, the oldest first."""

    def throw_out(self) -> None:
        """Delete what waits since restores moved it away."""


def engine() -> Engine:
    """The installation's own. Django's connections are let go of: they would be in the way."""
    from staasted.apps.backups.postgres import Postgres
    from staasted.apps.backups.sqlite import Sqlite

    if connection.vendor == "sqlite":
        return Sqlite(Path(str(connection.settings_dict["NAME"])))
    return Postgres.of(connection.settings_dict)


def connections_close() -> None:
    """Let go of the database, so that nobody but the engine has it open."""
    connections.close_all()
