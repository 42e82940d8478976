"""How the command line speaks: sentences from the catalogue, refusals on standard error."""

from typing import NoReturn

import typer

from staasted.catalog.texts import text
from staasted.core.errors import DomainError


def say(key: str, **values: object) -> None:
    """Print the sentence ``cli.<key>``."""
    typer.echo(text(f"cli.{key}", **values))


def refuse(key: str, **values: object) -> NoReturn:
    """Print the sentence ``cli.<key>`` on standard error and stop with exit code 1."""
    typer.echo(text(f"cli.{key}", **values), err=True)
    raise typer.Exit(1)


def refuse_domain(error: DomainError) -> NoReturn:
    """Print what cannot be done, why and what next on standard error; stop with exit code 1."""
    for part in ("what", "why", "next"):
        typer.echo(text(f"errors.{error.code}.{part}", **error.values), err=True)
    raise typer.Exit(1)
