"""``staasted migrate``: no table is changed before there is a way back (docs/upgrading.md)."""

from pathlib import Path
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.backup import KeysTo
from staasted.cli.backup_said import said_plainly
from staasted.cli.database import migrate as migrate_now
from staasted.cli.speaking import refuse, say

BackupTo = Annotated[
    Path | None, typer.Option("--backup", metavar="FOLDER", help=text("cli.migrate.backup"))
]
Without = Annotated[bool, typer.Option("--without-backup", help=text("cli.migrate.without"))]


def migrate(
    backup: BackupTo = None, keys_to: KeysTo = None, without_backup: Without = False
) -> None:
    """Bring the tables up to this release; what holds data is backed up first, undisturbed."""
    with said_plainly():
        from staasted.apps.backups.upgrading import upgrade_is_due

        if without_backup or not upgrade_is_due():
            migrate_now()
            return
    if backup is None:
        refuse("migrate.backup_first")
    with said_plainly():
        _migrate_with_a_way_back(backup, keys_to)


def _migrate_with_a_way_back(folder: Path, keys_to: Path | None) -> None:
    from staasted.apps.backups.making import backup_log
    from staasted.apps.backups.upgrading import backup_before_upgrade, upgrade_log

    made = backup_before_upgrade(folder, keys_to=keys_to)
    say("migrate.backed_up", path=made.path)
    try:
        migrate_now()
    except Exception:
        say("migrate.stopped", path=made.path)
        raise
    backup_log(made)
    upgrade_log(made)
    say("migrate.done", path=made.path)
