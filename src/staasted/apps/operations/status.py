"""How the house is doing now, gathered from where each thing is remembered. It names nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from staasted.apps.ads.selectors import FeedState, feed_stands
from staasted.apps.audit.models import LogName
from staasted.apps.audit.selectors import last_acts, unsealed_since
from staasted.apps.audit.verifying import VERIFICATION
from staasted.apps.imports.attendance import worker_answers
from staasted.apps.imports.scanning import scanner_stands
from staasted.apps.imports.standing_by import imports_state
from staasted.apps.operations.statement import StatementFault, statement_fault
from staasted.apps.operations.still import (
    NO_LETTERS,
    NOTHING_LEAVES,
    CaseSystemState,
    LettersState,
    still_now,
)
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.outbox.selectors import OutboxState, outbox_state
from staasted.apps.outbox.sending import way_out
from staasted.apps.timetable.models import Job
from staasted.apps.timetable.selectors import jobs

BACKUP = "backup_make"
"""The act a backup leaves in the log."""

NIGHTLY = "nightly"
"""The timetable's name for the nightly round."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the status page shows and ``staasted check`` judges.

    ``verified`` are the facts of the last verification of the log, None before the first.
    ``unsealed_since`` is the oldest row that is not sealed, ``last_import`` and ``backup_at``
    the newest of each, None where there is none. ``scanner`` is whether it answers, None where
    none is set up; ``ads`` is how the feed of job ads stands, None likewise.
    """

    now: datetime
    demo: bool
    worker: bool
    jobs: tuple[Job, ...]
    last_import: datetime | None
    uploads_waiting: int
    outbox: OutboxState
    can_send: bool
    scanner: bool | None
    backup_at: datetime | None
    verified_at: datetime | None
    verified: dict[str, Any] | None
    unsealed_since: datetime | None
    statement: StatementFault | None
    calendars_stale: int = 0
    videos_failing: int = 0
    letters: LettersState = NO_LETTERS
    ads: FeedState | None = None
    case_system: CaseSystemState = NOTHING_LEAVES

    @property
    def nightly(self) -> Job | None:
        """The nightly round; None before its first."""
        return next((job for job in self.jobs if job.name == NIGHTLY), None)

    @property
    def breaks(self) -> list[tuple[str, dict[str, Any]]]:
        """Log and what is broken in it, as the last verification found them."""
        found = self.verified or {}
        return [(log, found[log]) for log in LogName if "broken" in found.get(log, {})]

    @property
    def unreadable(self) -> list[tuple[str, int]]:
        """Log and the first row in it that nobody can read."""
        found = (self.verified or {}).get("unreadable", {})
        return [(log, found[log]) for log in LogName if log in found]


def status_now(*, now: datetime, demo: bool) -> Status:
    """The house as it stands: eight questions."""
    acts = last_acts(VERIFICATION, BACKUP)
    verified, backup = acts.get(VERIFICATION), acts.get(BACKUP)
    last_import, uploads_waiting = imports_state()
    still = still_now(now=now, demo=demo)
    return Status(
        now=now,
        demo=demo,
        worker=worker_answers(),
        jobs=tuple(jobs()),
        last_import=last_import,
        uploads_waiting=uploads_waiting,
        outbox=outbox_state(now=now),
        can_send=way_out(demo=demo) is not None,
        scanner=scanner_stands(),
        backup_at=backup.at if backup else None,
        verified_at=verified.at if verified else None,
        verified=verified.facts if verified else None,
        unsealed_since=unsealed_since(),
        statement=statement_fault(
            address=settings.STAASTED.accessibility_statement_url,
            updated_on=settings.STAASTED.accessibility_statement_updated_on,
            today=now.astimezone(COPENHAGEN).date(),
        ),
        calendars_stale=still.calendars,
        videos_failing=still.videos,
        letters=still.letters,
        ads=feed_stands(now=now, demo=demo),
        case_system=still.case_system,
    )
