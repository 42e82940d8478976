"""A small disk of our own: a tmpfs only this process and its children see."""

import contextlib
import ctypes
import os
from pathlib import Path

MEGABYTES = 220
_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER of <sched.h>
_PRIVATE, _RECURSIVE = 1 << 18, 1 << 14  # MS_PRIVATE, MS_REC of <sys/mount.h>
_DETACH = 2  # MNT_DETACH of the same
_CHUNK = 1 << 20


def small_disk(folder: Path) -> str:
    """Mount the small disk on a folder; why not, where the system does not let us.

    Call it before any thread is started.
    """
    folder.mkdir(parents=True, exist_ok=True)
    system = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    kinds = _NEW_MOUNTS if user == 0 else _NEW_MOUNTS | _NEW_USERS
    if system.unshare(kinds):
        return os.strerror(ctypes.get_errno())
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    system.mount(b"none", b"/", None, _PRIVATE | _RECURSIVE, None)
    options = f"size={MEGABYTES}m,mode=755".encode()
    if system.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, options):
        return os.strerror(ctypes.get_errno())
    return ""


def away_again(folder: Path) -> None:
    """Take the small disk away, with all that is on it."""
    ctypes.CDLL(None).umount2(str(folder).encode(), _DETACH)


def fill(folder: Path) -> None:
    """Write until not one byte more goes onto the disk."""
    with (folder / "filler").open("ab", buffering=0) as file:
        for size in (_CHUNK, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * size)


def free_again(folder: Path) -> None:
    """Take away what ``fill`` wrote."""
    (folder / "filler").unlink(missing_ok=True)
