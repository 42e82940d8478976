"""Files for their owner's eyes alone, written whole or not at all."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER_ONLY = 0o600
OWNERS_FOLDER = 0o700


class FileBusy(RuntimeError):
    """Another process is changing this file now."""


def secret_file_write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, readable by its owner alone. Errors: OSError.

    The old content stands until the new lies whole on the disk. A replaced file keeps its
    owner: a command run by root must not shut the server out.
    """
    path = path.resolve()  # a link keeps pointing at the file; the file is what is replaced
    path.parent.mkdir(parents=True, exist_ok=True, mode=OWNERS_FOLDER)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            _keep_owner(path, file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    folder_sync(path.parent)


def folder_sync(folder: Path) -> None:
    """See to it that the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Be the only one who changes a file, until the block is left. Errors: FileBusy, OSError.

    The lock is a file beside it: the file itself is replaced while it is held. The system
    lets go of it however the process ends.
    """
    lock = path.with_name(f"{path.name}.lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FileBusy(str(path)) from None
        yield
    finally:
        os.close(handle)


def _keep_owner(path: Path, handle: int) -> None:
    with suppress(FileNotFoundError):
        held, mine = path.stat(), os.fstat(handle)
        if (held.st_uid, held.st_gid) != (mine.st_uid, mine.st_gid):
            os.fchown(handle, held.st_uid, held.st_gid)
