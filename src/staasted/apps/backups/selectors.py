"""Reading what the log says of backups."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from staasted.apps.audit.models import ActLog

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
