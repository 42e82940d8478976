"""``staasted migrate``, and the checks ``demo``, ``serve`` and ``worker`` begin with."""

from io import StringIO
from pathlib import Path

import typer

from staasted.cli.speaking import refuse


def migrate() -> None:
    """Bring the database's tables up to date."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)


def check_or_refuse() -> None:
    """Run every system check, those of the database too; refuse to go on with an error."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", databases=["default"], stdout=StringIO())
    except SystemCheckError as error:
        typer.echo(str(error), err=True)
        refuse("check.refused")


def is_empty() -> bool:
    """True when the database has no table yet."""
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return not connection.introspection.table_names()


def statistics_renew() -> None:
    """Let PostgreSQL count the rows again, those of the running transaction among them.

    It counts by itself only what is committed: whoever writes a whole town in one transaction has
    every question answered as if the tables were empty.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def throw_away() -> None:
    """Remove every table of the database. The caller has made sure that it is a demo's."""
    from django.db import connection

    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
