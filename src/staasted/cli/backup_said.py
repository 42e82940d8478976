"""What ``backup``, ``restore`` and ``migrate`` say alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from staasted.apps.backups.refusing import BackupRefused
from staasted.catalog.texts import text
from staasted.cli.keys import key_path
from staasted.cli.speaking import refuse

MEGABYTE = 1_000_000


@contextmanager
def said_plainly() -> Iterator[None]:
    """A refused backup, a key file that lacks and a database that cannot be used: one sentence."""
    from django.db import DatabaseError, OperationalError

    from staasted.apps.org.keyring import KeyFileMissing, KeyFileUnreadable

    try:
        yield
    except BackupRefused as refused:
        refused_say(refused)
    except KeyFileMissing:
        refuse("keys.missing", path=key_path())
    except KeyFileUnreadable:
        refuse("keys.not_a_key_file", path=key_path())
    except OperationalError:
        raise  # the program's own end says it, as ``check`` does
    except DatabaseError as error:
        refuse("trialing.no_database", why=type(error).__name__)


def refused_say(refused: BackupRefused) -> NoReturn:
    """Why, and what to do."""
    typer.echo(text(f"cli.backup.refused.{refused.reason}", **refused.values), err=True)
    raise typer.Exit(1)


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / MEGABYTE:.1f}".replace(".", ",")


def thousands(count: int) -> str:
    """A number as Danes write it."""
    return f"{count:,}".replace(",", ".")
