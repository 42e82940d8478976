"""Running what is due: one worker takes a job, whoever else asks in the same moment.

A job is taken by one conditional question to the database. What was missed runs once, however
long it was missed; a worker that is stopped leaves its mark, and the job is done over.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from staasted.apps.org.clock import clock
from staasted.apps.timetable.models import Job, JobOutcome
from staasted.apps.timetable.times import Next
from staasted.catalog.loader import catalog

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timetable: a job by name, what it does at a moment, and when it is next."""

    name: str
    run: Callable[[datetime], None]
    next_after: Next


def jobs_recover(*, worker: str, now: datetime) -> None:
    """Let go of what this worker held when it was stopped, and of what others held too long."""
    longest = timedelta(hours=catalog().policy["job_lease_hours"])
    left = Q(worker=worker) | Q(started_at__lte=now - longest)
    held = Job.objects.exclude(worker="").filter(left)
    held.update(worker="", outcome=JobOutcome.STOPPED, ended_at=now, next_at=now)


def job_run_due(entry: Entry, *, worker: str) -> bool:
    """Run a job if its time has come and nobody else runs it; whether it ran here.

    One that is new to the database runs at once. Whatever happens in it is an outcome.
    """
    now = clock.now()
    job, _ = Job.objects.get_or_create(name=entry.name, defaults={"next_at": now})
    _pull_back(job, entry, now)
    mine = _taken(entry, worker, now)
    if mine:
        _run(entry, worker)
    return mine


def _pull_back(job: Job, entry: Entry, now: datetime) -> None:
    """A job that is set for later than it ever is was set by a clock that ran ahead."""
    latest = entry.next_after(now)
    if job.next_at > latest:
        Job.objects.filter(pk=job.pk, next_at__gt=latest).update(next_at=latest)


def _taken(entry: Entry, worker: str, now: datetime) -> bool:
    """Take a job that is due by one question. The next time is set first: it is not run twice."""
    due = Job.objects.filter(name=entry.name, worker="", next_at__lte=now)
    taken = due.update(
        worker=worker,
        started_at=now,
        ended_at=None,
        failure="",
        next_at=entry.next_after(now),
    )
    return bool(taken)


def _run(entry: Entry, worker: str) -> None:
    try:
        entry.run(clock.now())
    except Exception as error:  # noqa: BLE001 the worker outlives every job
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("job %s: %s\n%s", entry.name, type(error).__name__, where)
        _end(entry, worker, outcome=JobOutcome.FAILED, failure=type(error).__name__)
    else:
        _end(entry, worker, outcome=JobOutcome.DONE, done_at=clock.now())


@transaction.atomic
def _end(entry: Entry, worker: str, **outcome: object) -> None:
    """Record how it went, where the job is still ours."""
    held = Job.objects.filter(name=entry.name, worker=worker)
    held.update(worker="", ended_at=clock.now(), **outcome)
