"""``staasted keys``: the one secret file, which lies outside the database. No secret is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from staasted.catalog.texts import text
from staasted.cli.speaking import refuse, refuse_domain, say
from staasted.core.errors import DomainError

KeyId = Annotated[str, typer.Argument(metavar="ID", help=text("cli.keys.key_id"))]
FAR_BETWEEN = 5_000  # numbers between two lines about how far a rotation is

app = typer.Typer(no_args_is_help=True)


@app.command("create", help=text("cli.keys.create_help"))
def create() -> None:
    """Make the key file of a new installation; an existing one is never touched."""
    path = key_path()
    if not create_where_missing():
        refuse("keys.there_already", path=path)
    say("keys.created", path=path)


@app.command("list", help=text("cli.keys.list_help"))
def list_all() -> None:
    """List the keys: id, dates and how much each seals."""
    with _awake():
        from staasted.apps.org.rotation import keys_listed

        held = keys_listed()
    for key in held:
        role = "current" if key.current else "old"
        line = text(
            f"cli.keys.line.{role}",
            key_id=key.key_id,
            made=_day(key.made),
            retired=_day(key.retired),
            numbers=key.seals["numbers"],
            uploads=key.seals["uploads"],
            factors=key.seals["factors"],
            drafts=key.seals["drafts"],
            addresses=key.seals["addresses"],
            feedback=key.seals["feedback"],
            files=key.seals["files"],
        )
        typer.echo(line)


@app.command("rotate", help=text("cli.keys.rotate_help"))
def rotate() -> None:
    """Put a fresh key to use and seal everything again; exit code 1 where some did not open."""
    with _awake():
        from staasted.apps.org.rotation import keys_rotate

        done = keys_rotate(_told)
    if done.resumed:
        say("keys.resumed")
    say("keys.rotated", key_id=done.key_id, count=done.resealed, path=key_path())
    if done.unreadable:
        refuse("keys.unreadable", count=len(done.unreadable), named=", ".join(done.unreadable))


@app.command("drop", help=text("cli.keys.drop_help"))
def drop(key_id: KeyId) -> None:
    """Take an old key out of the file once nothing is sealed with it."""
    with _awake():
        from staasted.apps.org.rotation import key_drop

        key_drop(key_id)
    say("keys.dropped", key_id=key_id, path=key_path())


@contextmanager
def _awake() -> Iterator[None]:
    """Django set up; whatever stands in the way is said in a sentence."""
    from staasted.apps.org.keyring import KeyFileMissing, KeyFileUnreadable
    from staasted.apps.org.secret_files import FileBusy

    try:
        import django
        from django.db import DatabaseError, OperationalError

        django.setup()
        try:
            yield
        except OperationalError:
            raise  # the program's own end says it, as ``check`` does
        except DatabaseError as error:
            refuse("trialing.no_database", why=type(error).__name__)
    except KeyFileMissing:
        refuse("keys.missing", path=key_path())
    except KeyFileUnreadable:
        refuse("keys.not_a_key_file", path=key_path())
    except FileBusy:
        refuse("keys.busy")
    except DomainError as error:
        refuse_domain(error)
    except OSError as error:
        refuse("keys.not_written", path=key_path(), error=error.strerror)


def _told(done: int) -> None:
    if done % FAR_BETWEEN == 0:
        say("keys.far", count=done)


def _day(moment: datetime | None) -> str:
    return f"{moment:%d-%m-%Y}" if moment else text("cli.keys.no_day")


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
