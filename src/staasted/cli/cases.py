"""``staasted cases``: what has left for the case system as a file, its keys, and another try."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer

from staasted.catalog.texts import text
from staasted.cli.export import Purpose, Target, WithCpr, file_written, read_for
from staasted.cli.speaking import refuse_domain
from staasted.core.errors import DomainError

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What lets a spreadsheet know the file for UTF-8."""

DAY = ["%Y-%m-%d"]
From = Annotated[
    datetime, typer.Option("--from", formats=DAY, help=text("case_system.cli.from_on"))
]
To = Annotated[datetime, typer.Option("--to", formats=DAY, help=text("case_system.cli.to_on"))]
KeyId = Annotated[str, typer.Argument(metavar="ID", help=text("case_system.cli.key_id"))]

app = typer.Typer(no_args_is_help=True)
key = typer.Typer(no_args_is_help=True)
app.add_typer(key, name="key", help=text("case_system.cli.key_help"))


@app.command("export", help=text("case_system.cli.export_help"))
def export(
    file: Target, from_on: From, to_on: To, purpose: Purpose, with_cpr: WithCpr = False
) -> None:
    """Write the events of some days as a file; no cell begins a formula."""
    with read_for(purpose, "cases export"):
        content = csv_of(from_on.date(), to_on.date(), with_cpr=with_cpr)
    file_written(file, content)


def csv_of(from_on: date, to_on: date, *, with_cpr: bool) -> bytes:
    """The events of some days (both inclusive), semicolon-separated. Runs inside a reading."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.case_system.selectors import COLUMNS, event_rows
    from staasted.apps.imports.reading.formulas import harmless

    held = StringIO()
    lines = csv.writer(held, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    days = {"from_on": from_on, "to_on": to_on}
    for row in event_rows(actor=OPERATOR, with_cpr=with_cpr, **days):
        lines.writerow([harmless(row[name]) for name in COLUMNS])
    return (BOM + held.getvalue()).encode()


@app.command("retry", help=text("case_system.cli.retry_help"))
def retry() -> None:
    """Put what was given up back to waiting."""
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.case_system.services import events_retry

    count = events_retry(actor=OPERATOR)
    typer.echo(text("case_system.cli.retried", count=count))


@key.command("new", help=text("case_system.cli.new_help"))
def new() -> None:
    """Make a key; the first signs at once, a later one once it is used."""
    from staasted.apps.case_system.keys import signing_key_make

    with _mending() as path:
        key_id = signing_key_make(path)
    typer.echo(text("case_system.cli.made", key_id=key_id, path=path))


@key.command("use", help=text("case_system.cli.use_help"))
def use(key_id: KeyId) -> None:
    """Let a key sign from now on."""
    from staasted.apps.case_system.keys import signing_key_use

    with _mending() as path:
        signing_key_use(path, key_id)
    typer.echo(text("case_system.cli.used", key_id=key_id))


@key.command("drop", help=text("case_system.cli.drop_help"))
def drop(key_id: KeyId) -> None:
    """Forget a key that does not sign."""
    from staasted.apps.case_system.keys import signing_key_drop

    with _mending() as path:
        signing_key_drop(path, key_id)
    typer.echo(text("case_system.cli.dropped", key_id=key_id))


@key.command("list", help=text("case_system.cli.list_help"))
def list_all() -> None:
    """The ids of the keys, and which of them signs; no key is shown."""
    from staasted.apps.case_system.keys import signing_keys

    with _mending() as path:
        held = signing_keys(path)
    if held is None:
        typer.echo(text("case_system.cli.no_key", path=path))
        return
    for key_id in held.keys:
        word = "current" if key_id == held.current else "other"
        typer.echo(text(f"case_system.cli.line.{word}", key_id=key_id))


@contextmanager
def _mending() -> Iterator[Path]:
    """The file of the keys; what stands in the way is said in a sentence."""
    from django.conf import settings

    from staasted.apps.org.secret_files import FileBusy

    configured: Any = settings.STAASTED
    path = Path(configured.signing_keys)
    try:
        yield path
    except DomainError as error:
        refuse_domain(error)
    except (FileBusy, OSError):
        typer.echo(text("case_system.cli.not_written", path=path), err=True)
        raise typer.Exit(1) from None
