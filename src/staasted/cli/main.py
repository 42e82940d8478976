"""``staasted``: every command by name; Django wakes up only when a command is called."""

import os
import sys

import typer

from staasted.apps.org.keyring import KeyFileMissing
from staasted.catalog.reader import CatalogError
from staasted.catalog.texts import text
from staasted.cli import (
    ads,
    backup,
    bounces,
    cases,
    check,
    demo,
    erase,
    export,
    generate,
    imports,
    init,
    keys,
    log,
    net,
    restore,
    rules,
    serve,
    staff,
    trials,
    upgrade,
    worker,
)

# These set Django up themselves, or do without.
OWN_START = {None, "backup", "generate", "init", "keys", "restore", "rules", "trials"}

app = typer.Typer(
    help=text("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo", help=text("cli.demo.help"))(demo.demo)
app.command("init", help=text("cli.init.help"))(init.init)
app.command("serve", help=text("cli.serve.help"))(serve.serve)
app.command("worker", help=text("cli.worker.help"))(worker.worker)
app.command("migrate", help=text("cli.migrate.help"))(upgrade.migrate)
app.command("check", help=text("cli.check.help"))(check.check)
app.command("ads", help=text("ads.cli.help"))(ads.ads)
app.command("generate", help=text("cli.generate.help"))(generate.generate)
app.command("restore", help=text("cli.restore.help"))(restore.restore)
app.add_typer(backup.app, name="backup", help=text("cli.backup.help"))
app.add_typer(bounces.app, name="bounces", help=text("settings.cli.help"))
app.add_typer(cases.app, name="cases", help=text("case_system.cli.help"))
app.add_typer(keys.app, name="keys", help=text("cli.keys.help"))
app.add_typer(log.app, name="log", help=text("cli.log.help"))
app.add_typer(net.app, name="net", help=text("net.cli.help"))
app.add_typer(staff.app, name="staff", help=text("cli.staff.help"))
app.add_typer(imports.app, name="import", help=text("cli.import.help"))
app.add_typer(rules.app, name="rules", help=text("cli.lawbook.help"))
app.add_typer(trials.app, name="trials", help=text("cli.trialing.help"))
app.add_typer(erase.app, name="erase", help=text("retention.cli.help"))
app.add_typer(export.app, name="export", help=text("cli.export.help"))


@app.callback()
def start(context: typer.Context) -> None:
    """Set Django up once a command is on its way, so that ``--help`` stays quick."""
    if context.invoked_subcommand == "demo":
        keys.create_where_missing()  # the demo needs no set-up
    if context.invoked_subcommand not in OWN_START:
        import django

        django.setup()


def run() -> None:
    """Entry point of the ``staasted`` program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staasted.config.settings")
    try:
        app()
    except CatalogError as error:  # a folder of one's own that cannot be used
        typer.echo(text("cli.lawbook.fault.unreadable", rule=str(error)), err=True)
        sys.exit(1)
    except KeyFileMissing:  # whatever needs the database needs it
        typer.echo(text("cli.keys.missing", path=keys.key_path()), err=True)
        sys.exit(1)
    except Exception as error:
        if not _is_the_databases(error):
            raise
        sys.exit(1)


def _is_the_databases(error: Exception) -> bool:
    """Whether the database is away or not brought up, which is then said as ``check`` says it."""
    from django.apps import apps
    from django.db import DatabaseError, InterfaceError

    if not isinstance(error, (DatabaseError, InterfaceError)) or not apps.ready:
        return False
    from staasted.apps.operations.database import problems_of_the_database

    found = problems_of_the_database()
    for problem in found:
        typer.echo(f"{problem.what} {problem.remedy}", err=True)
    return bool(found)
