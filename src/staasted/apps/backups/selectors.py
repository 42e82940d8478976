"""Reading what the log says of backups."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from staasted.apps.audit.models import ActLog
from staasted.apps.backups.postgres import WAITING

ACTS = ("backup_make", "backup_drill", "backup_restore")


class BackupAct(NamedTuple):
    """One line of the record: when, what was done, and its facts."""

    at: datetime
    act: str
    facts: Mapping[str, object]


def backup_acts(*, most: int) -> list[BackupAct]:
    """Backups, drills and restores, newest first."""
    rows = ActLog.objects.filter(act__in=ACTS).order_by("-at", "-id")[:most]
    return [BackupAct(row.at, row.act, row.facts) for row in rows]


def restore_left_waiting() -> list[str]:
    """Schemas where tables wait since a restore that was not finished. Errors: DatabaseError."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s", [WAITING])
        return sorted(name for (name,) in cursor.fetchall())
