"""The worker: one loop over what is due and what waits, until it is told to stop."""

import logging
import time
from collections.abc import Callable

from django.db import close_old_connections

from staasted.apps.booking.video_making import video_make_next
from staasted.apps.imports.attendance import attending, worker_name
from staasted.apps.imports.upload_work import upload_work_next, uploads_recover
from staasted.apps.imports.uploads import uploads_expire
from staasted.apps.meetings.video_making import meeting_video_next
from staasted.apps.org.clock import clock
from staasted.apps.outbox.sending import message_send_next, messages_recover
from staasted.apps.outbox.services import messages_expire
from staasted.apps.timetable.services import job_run_due, jobs_recover
from staasted.jobs.timetable import TIMETABLE, each_done

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""

_log = logging.getLogger(__name__)


def work(*, stopped: Callable[[], bool], pause: float = PAUSE) -> None:
    """Be the worker of this data folder until ``stopped`` says so, between two jobs.

    Errors: WorkerBusy where there is one already.
    """
    with attending():
        _let_go()
        while not stopped():
            close_old_connections()  # as Django does between two requests
            if not _one_round():
                time.sleep(pause)


def work_off() -> None:
    """Do what is due and what waits, then leave. Errors: WorkerBusy."""
    with attending():
        _let_go()
        while _one_round():
            pass


def _let_go() -> None:
    """What this worker is not doing and others have held for too long is nobody's.

    It is doing nothing now: what it is said to be busy with it was stopped in, or the database
    was away when it wanted to say how it went.
    """
    now, worker = clock.now(), worker_name()
    each_done(
        uploads_recover,
        lambda: jobs_recover(worker=worker, now=now),
        lambda: messages_recover(worker=worker, now=now),
    )


def _one_round() -> bool:
    """Each part in turn; one that fails is met again next time and keeps no other waiting."""
    did = [_contained(part) for part in (_tidy, _due, _message, _video, upload_work_next)]
    return any(did)


def _contained(part: Callable[[], bool]) -> bool:
    """One part of a round; a database that is away is met again next time."""
    try:
        return part()
    except Exception as error:  # noqa: BLE001 the worker outlives every job
        _log.error("worker: %s", type(error).__name__)
        return False


def _tidy() -> bool:
    """Delete what is too old, and let go of what another worker was stopped in."""
    now = clock.now()
    each_done(
        _let_go,
        lambda: uploads_expire(now=now),
        lambda: messages_expire(now=now),
    )
    return False


def _due() -> bool:
    """Run every job whose time has come."""
    worker = worker_name()
    ran = [job_run_due(entry, worker=worker) for entry in TIMETABLE]
    return any(ran)


def _video() -> bool:
    # Both are asked each time: neither keeps the other waiting.
    did = [make(now=clock.now()) for make in (video_make_next, meeting_video_next)]
    return any(did)


def _message() -> bool:
    return message_send_next(worker=worker_name(), now=clock.now())
