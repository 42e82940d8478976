"""``staasted backup FOLDER`` makes one; ``staasted backup list`` shows what was done when."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from staasted.apps.org.clock import COPENHAGEN
from staasted.catalog.texts import text
from staasted.cli.backup_said import megabytes, said_plainly, thousands
from staasted.cli.speaking import refuse, say

SHOWN = 30  # lines of the record: a month of daily backups

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=text("cli.backup.folder"))]
KeysTo = Annotated[
    Path | None, typer.Option("--keys-to", metavar="FOLDER", help=text("cli.backup.keys_to"))
]
Keep = Annotated[int | None, typer.Option("--keep", min=1, help=text("cli.backup.keep"))]
WithDrill = Annotated[bool, typer.Option("--drill", help=text("cli.backup.drill"))]


class MakesByDefault(TyperGroup):
    """``backup FOLDER`` is ``backup make FOLDER``; a folder called list is ``./list``."""

    def parse_args(self, ctx, args):
        """Put the word in that is left out."""
        words = {"--help", *self.commands}
        if args and args[0] not in words:
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(no_args_is_help=True, cls=MakesByDefault)


@app.command("make", help=text("cli.backup.make_help"))
def make(
    folder: Folder, keys_to: KeysTo = None, keep: Keep = None, drill: WithDrill = False
) -> None:
    """Back everything up; with ``--drill`` prove at once that it can be restored."""
    with said_plainly():
        import django

        django.setup()
        from staasted.apps.backups.making import backup_make, backups_prune

        made = backup_make(folder, keys_to=keys_to)
        state = made.manifest.database
        say(
            "backup.made",
            path=made.path,
            size=megabytes(made.manifest.bytes),
            tables=len(state.tables),
            rows=thousands(state.rows),
        )
        if made.keys:
            say("backup.keys_made", path=made.keys)
        else:
            say("backup.keys_apart")
        if drill:
            drill_say(made.path, made.keys)
        if keep and (gone := backups_prune(made, keys_to=keys_to, keep=keep)):
            say("backup.pruned", count=len(gone))


@app.command("list", help=text("cli.backup.list_help"))
def list_all() -> None:
    """List the newest backups, drills and restores of the record."""
    with said_plainly():
        import django

        django.setup()
        from staasted.apps.backups.selectors import backup_acts

        acts = backup_acts(most=SHOWN)
    if not acts:
        say("backup.none")
    for each in acts:
        name = str(each.facts.get("name", ""))
        said = f"{each.act}_failed" if each.facts.get("equal") is False else each.act
        moment = f"{each.at.astimezone(COPENHAGEN):%d-%m-%Y %H.%M}"
        typer.echo(text(f"cli.backup.line.{said}", moment=moment, name=name))


def drill_say(backup: Path, keys: Path | None = None) -> None:
    """Restore aside, compare, and say how it went; exit code 1 where a table differs."""
    from staasted.apps.backups.checking import backup_check
    from staasted.apps.backups.restoring import backup_drill
    from staasted.cli.keys import key_path

    done = backup_drill(backup, backup_check(backup, keys=keys or key_path()))
    if done.different:
        refuse("backup.drill_failed", name=done.name, tables=", ".join(done.different))
    say("backup.drilled", name=done.name, tables=done.tables, rows=thousands(done.rows))
