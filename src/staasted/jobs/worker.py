"""The worker: one loop over what waits, until it is told to stop."""

import logging
import time
from collections.abc import Callable

from django.db import close_old_connections

from staasted.apps.imports.attendance import attending
from staasted.apps.imports.upload_work import upload_work_next, uploads_recover
from staasted.apps.imports.uploads import uploads_expire
from staasted.apps.org.clock import clock

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""

_log = logging.getLogger(__name__)


def work(*, stopped: Callable[[], bool], pause: float = PAUSE) -> None:
    """Be the worker of this data folder until ``stopped`` says so, between two jobs.

    Errors: WorkerBusy where there is one already.
    """
    with attending():
        uploads_recover()
        while not stopped():
            close_old_connections()  # as Django does between two requests
            if not _one_round():
                time.sleep(pause)


def work_off() -> None:
    """Do what waits, then leave. Errors: WorkerBusy."""
    with attending():
        uploads_recover()
        while _one_round():
            pass


def _one_round() -> bool:
    """Delete what is too old and do one job; a database that is away is met again next time."""
    try:
        uploads_expire(now=clock.now())
        return upload_work_next()
    except Exception as error:  # noqa: BLE001 the worker outlives every job
        _log.error("worker: %s", type(error).__name__)
        return False
