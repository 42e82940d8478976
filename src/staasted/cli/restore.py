"""``staasted restore BACKUP``: the installation as it was, or a drill that proves it could be."""

from pathlib import Path
from typing import Annotated

import typer

from staasted.catalog.texts import text
from staasted.cli.backup import drill_say
from staasted.cli.backup_said import said_plainly, thousands
from staasted.cli.keys import key_path
from staasted.cli.speaking import refuse, say

Backup = Annotated[Path, typer.Argument(metavar="BACKUP", help=text("cli.restore.backup"))]
Keys = Annotated[Path | None, typer.Option("--keys", metavar="FILE", help=text("cli.restore.keys"))]
Replace = Annotated[bool, typer.Option("--replace", help=text("cli.restore.replace"))]
WithoutKeys = Annotated[bool, typer.Option("--without-keys", help=text("cli.restore.without_keys"))]
AsDrill = Annotated[bool, typer.Option("--drill", help=text("cli.restore.drill"))]


def restore(
    backup: Backup,
    keys: Keys = None,
    replace: Replace = False,
    without_keys: WithoutKeys = False,
    drill: AsDrill = False,
) -> None:
    """Check the backup, then restore it into an empty database, or a full one if told to."""
    if without_keys and (keys or drill):
        refuse("restore.one_of")
    with said_plainly():
        if drill:
            import django

            django.setup()
            drill_say(backup, keys)
            return
        _restore(backup, keys, replace=replace, without_keys=without_keys)


def _restore(backup: Path, keys: Path | None, *, replace: bool, without_keys: bool) -> None:
    from staasted.apps.backups.checking import backup_check, keys_in_place

    given = keys or key_path()
    if without_keys and not given.exists():
        refuse("keys.missing", path=given)
    manifest = backup_check(backup, keys=None if without_keys else given)
    try:
        with keys_in_place(given, key_path()) as placed:
            import django

            django.setup()
            from staasted.apps.backups.restoring import backup_restore

            older = backup_restore(backup, manifest, replace=replace, placed=placed)
    except OSError as error:
        refuse("keys.not_written", path=key_path(), error=error.strerror)
    tables, rows = len(manifest.database.tables), thousands(manifest.database.rows)
    say("restore.done", name=manifest.name, tables=tables, rows=rows)
    if without_keys:
        say("restore.unreadable")
    if older:
        say("restore.older", release=manifest.release)
    else:
        _erased_again()


def _erased_again() -> None:
    """How many are due: what was erased since is here again, and a hold set since is not."""
    from staasted.apps.org.clock import clock
    from staasted.apps.retention.due import cases_due

    count = cases_due(clock.today()).count()
    if count:
        typer.echo(text("retention.cli.after_restore", count=count))
