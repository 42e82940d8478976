"""Whether a worker is at work: it holds a lock on a file in the data folder.

The system lets go of the lock however the worker ends, so there is no clock to believe and
no sign of life to forget. The uploaded files lie in the same folder, so a worker that cannot
hold this lock could not read them either (docs/decisions/0011).
"""

import fcntl
import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_OWNER_ONLY = 0o600


class WorkerBusy(RuntimeError):
    """Another worker is at work on this data folder already."""


@contextmanager
def attending() -> Iterator[None]:
    """Be the worker of this data folder. Errors: WorkerBusy."""
    handle = os.open(_path(), os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    try:
        if not _locked(handle, fcntl.LOCK_EX):
            raise WorkerBusy
        yield
    finally:
        os.close(handle)


def worker_answers() -> bool:
    """Whether a worker is at work now."""
    try:
        handle = os.open(_path(), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that two pages that ask at once do not take each other for a worker.
        return not _locked(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


def worker_name() -> str:
    """What the worker of this data folder on this machine calls itself: 16 signs.

    The same each time it is started, so that it knows what it left half-way.
    """
    place = f"{socket.gethostname()}:{Path(settings.STAASTED.data_dir).resolve()}"
    return hashlib.sha256(place.encode()).hexdigest()[:16]


def _locked(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path() -> Path:
    return Path(settings.STAASTED.data_dir) / "worker.lock"
