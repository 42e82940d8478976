"""The way back from an upgrade: a backup taken with nobody else on the database."""

from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.backups.engine import connections_close, engine
from staasted.apps.backups.in_use import in_use
from staasted.apps.backups.making import Made, backup_make_unlogged
from staasted.apps.backups.refusing import BackupReason, BackupRefused, in_a_sentence
from staasted.apps.imports.attendance import worker_answers
from staasted.apps.org.clock import clock


def upgrade_is_due() -> bool:
    """Whether a migration is waiting on a database that holds somebody's data."""
    with in_a_sentence():
        if not engine().holds_data():
            return False
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def backup_before_upgrade(folder: Path, *, keys_to: Path | None = None) -> Made:
    """A backup after which nothing is written before the upgrade. Errors: BackupRefused.

    It is logged afterwards: the log's table may be among those that change.
    """
    connections_close()
    with in_a_sentence():
        if worker_answers() or in_use(engine().others_connected):
            raise BackupRefused(BackupReason.IN_USE)
    return backup_make_unlogged(folder, keys_to=keys_to)


@transaction.atomic
def upgrade_log(made: Made) -> None:
    """Say in the log that the tables are another release's now, and which backup leads back."""
    facts = {"backup": made.manifest.name, "from": made.manifest.release}
    act_log(actor=OPERATOR, act="upgrade", at=clock.now(), facts=facts)
