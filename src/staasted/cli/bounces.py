"""``staasted bounces read``: letters that came back mark the address they were for."""

from pathlib import Path
from typing import Annotated

import typer

from staasted.catalog.texts import text

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=text("settings.cli.folder"))]

app = typer.Typer()


@app.callback()
def bounces() -> None:
    """Keeps ``read`` a command of its own."""


@app.command("read", help=text("settings.cli.read"))
def read(folder: Folder) -> None:
    """Read a folder of mail; the files stay where they are."""
    from staasted.apps.org.clock import clock
    from staasted.apps.outbox.bounces import bounces_take
    from staasted.apps.outbox.returned_mail import returned_in

    try:
        letters = returned_in(folder)
    except OSError:
        typer.echo(text("settings.cli.no_folder", folder=str(folder)), err=True)
        raise typer.Exit(1) from None
    taken = bounces_take(letters, now=clock.now())
    typer.echo(text("settings.cli.done", marked=taken.marked, passed_over=taken.passed_over))
