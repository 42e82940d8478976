"""``staasted keys create``: the one secret file, which lies outside the database."""

from pathlib import Path
from typing import Any

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, say

app = typer.Typer(no_args_is_help=True)


@app.command("create", help=text("cli.keys.create_help"))
def create() -> None:
    """Make the key file of a new installation; an existing one is never touched."""
    path = key_path()
    if not create_where_missing():
        refuse("keys.there_already", path=path)
    say("keys.created", path=path)


def create_where_missing() -> bool:
    """Make the key file unless there is one; True when one was made."""
    from staasted.apps.org.keyring import keyring_create

    return keyring_create(key_path())


def key_path() -> Path:
    """Where the settings say the key file lies.

    The table of settings is named, not imported, as Django names its own: rooms do not import
    the wiring, and Django's settings cannot be read before there is a key.
    """
    from django.utils.module_loading import import_string

    environment: Any = import_string("staasted.config.environment.environment")
    return Path(environment.keys)
