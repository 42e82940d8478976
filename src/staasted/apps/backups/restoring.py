"""Restoring: proved aside or put in place, and never half of it (docs/decisions/0016)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.guarding import guards_check, guards_install
from staasted.apps.audit.services import act_log
from staasted.apps.backups.engine import connections_close, engine
from staasted.apps.backups.in_use import in_use
from staasted.apps.backups.manifest import DatabaseState, Manifest
from staasted.apps.backups.refusing import BackupReason, BackupRefused, in_a_sentence
from staasted.apps.backups.upload_archive import uploads_packed, uploads_place, uploads_staged
from staasted.apps.imports.attendance import worker_answers
from staasted.apps.org.clock import clock
from staasted.apps.outbox.services import messages_doubt

TABLES_NAMED = 5
"""Tables a refusal names: enough to look at. Source: decision 0016."""


@dataclass(frozen=True, slots=True)
class Drill:
    """A backup restored into a database of its own: what was compared, and what was not equal."""

    name: str
    tables: int
    rows: int
    different: tuple[str, ...]


def backup_drill(backup: Path, manifest: Manifest) -> Drill:
    """Restore aside, compare every table with what was backed up, and leave a dated record.

    The backup has been checked. Errors: BackupRefused where it cannot even be restored.
    """
    _fits(manifest)
    uploads_packed(backup)
    with in_a_sentence(), engine().aside(backup / manifest.database_file) as found:
        different = manifest.database.differences(found)
    drill = Drill(manifest.name, len(found.tables), found.rows, tuple(different))
    facts = {
        "name": drill.name,
        "made_at": manifest.made_at,
        "tables": drill.tables,
        "rows": drill.rows,
        "equal": not drill.different,
        "different": list(drill.different),
    }
    with transaction.atomic():
        act_log(actor=OPERATOR, act="backup_drill", at=clock.now(), facts=facts)
    return drill


def backup_restore(
    backup: Path, manifest: Manifest, *, replace: bool = False, placed: Callable[[], None]
) -> bool:
    """Put a checked backup in the installation's place; True where a migration is due afterwards.

    ``replace`` allows a database that holds data to go; ``placed`` is told when it is in place.
    Errors: BackupRefused, with everything as it was; ``unfinished`` with the database in place.
    """
    uploads_packed(backup)
    _fits(manifest)
    if not replace and engine().holds_data():
        raise BackupRefused(BackupReason.NOT_EMPTY)
    connections_close()
    if worker_answers() or in_use(engine().others_connected):
        raise BackupRefused(BackupReason.IN_USE)
    held = engine()
    with in_a_sentence(), uploads_staged(backup) as staged:
        held.replace(backup / manifest.database_file, lambda found: _accept(manifest, found))
        placed()
        with _unfinished():
            uploads_place(staged)
            older = _settle(manifest)
            connections_close()
            held.throw_out()
    return older


@contextmanager
def _unfinished() -> Iterator[None]:
    """Whatever fails once the database is in place: it stays there, and so does its key file."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 what a database says may quote a row
        told = getattr(error, "strerror", None) or type(error).__name__
        raise BackupRefused(BackupReason.UNFINISHED, error=told) from None


def _settle(manifest: Manifest) -> bool:
    """Guards up, messages held back, and the restore logged; True where a migration is due."""
    older = migrations_due(manifest.database)
    if not older:
        guards_install()
        if guards_check(["default"]):
            raise BackupRefused(BackupReason.DIFFERS, tables="guards")
    _log(manifest)
    return older


def migrations_due(state: DatabaseState) -> bool:
    """Whether this release has migrations that a database has not had."""
    return bool(_known() - set(state.migrations))


def _fits(manifest: Manifest) -> None:
    """The same kind of database, and no release newer than this one. Errors: BackupRefused."""
    state = manifest.database
    if state.vendor != connection.vendor:
        raise BackupRefused(
            BackupReason.OTHER_DATABASE, vendor=state.vendor, ours=connection.vendor
        )
    if set(state.migrations) - _known():
        raise BackupRefused(BackupReason.NEWER, release=manifest.release)


def _known() -> set[str]:
    """Every migration of this release and of what it stands on."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.disk_migrations or ()}


def _accept(manifest: Manifest, found: DatabaseState) -> None:
    different = manifest.database.differences(found)
    if different:
        named = ", ".join(different[:TABLES_NAMED])
        raise BackupRefused(BackupReason.DIFFERS, tables=named)


def _log(manifest: Manifest) -> None:
    """The restored log says that it was restored, where its tables are of this release.

    What waited to be sent then may have gone since: somebody decides about each.
    """
    facts: dict[str, object] = {
        "name": manifest.name,
        "made_at": manifest.made_at,
        "release": manifest.release,
    }
    try:
        with transaction.atomic():
            facts["messages"] = messages_doubt(now=clock.now())
            act_log(actor=OPERATOR, act="backup_restore", at=clock.now(), facts=facts)
    except DatabaseError:
        if not migrations_due(manifest.database):
            raise
