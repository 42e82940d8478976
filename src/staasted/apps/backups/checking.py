"""Judging a backup before anything is touched: is it whole, is it ours, can we read it?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from staasted.apps.backups.manifest import Manifest, file_state, manifest_read
from staasted.apps.backups.refusing import BackupReason, BackupRefused
from staasted.apps.org.clock import clock
from staasted.apps.org.keyring import (
    KeyFileMissing,
    KeyFileUnreadable,
    Keyring,
    keyring,
)
from staasted.apps.org.secret_files import secret_file_write


def backup_check(backup: Path, *, keys: Path | None) -> Manifest:
    """A backup that is what it says it is, made by the owner of this key file.

    Its files are digested anew and its seal is tried. Nothing is written, and Django is not
    needed. Without ``keys`` nobody vouches for it, and no number in it can be read.
    Errors: BackupRefused.
    """
    ring = _ring(keys) if keys else None
    manifest = manifest_read(backup)
    if ring and not manifest.is_sealed_by(ring):
        raise BackupRefused(BackupReason.OTHER_KEYS, backup=backup, keys=keys)
    for name, promised in manifest.files.items():
        try:
            found = file_state(backup / name)
        except OSError:
            found = None
        if found != promised:
            raise BackupRefused(BackupReason.ALTERED, file=name)
    lacking = sorted(set(manifest.key_ids) - set(ring.keys)) if ring else []
    if lacking:
        raise BackupRefused(BackupReason.KEY_LACKS, keys=keys, lacking=", ".join(lacking))
    return manifest


def _ring(keys: Path) -> Keyring:
    try:
        return keyring(keys)
    except (KeyFileMissing, KeyFileUnreadable, OSError):
        raise BackupRefused(BackupReason.NO_KEYS, keys=keys) from None


@contextmanager
def keys_in_place(given: Path, place: Path) -> Iterator[Callable[[], None]]:
    """Put a key file where the installation looks for it; what goes wrong puts the old one back.

    What is yielded is called when the database it opens is in place: from then on it stays.
    Another key file that lies there is kept beside it as ``….before-restore-TIME``.
    Errors: OSError.
    """
    fresh = given.read_bytes()
    held = place.read_bytes() if place.exists() else None
    if fresh == held:
        yield _nothing
        return
    aside = _name_beside(place)
    if held is not None:
        secret_file_write(aside, held)
    secret_file_write(place, fresh)
    stays: list[bool] = []
    try:
        yield lambda: stays.append(True)
    except BaseException:
        if stays:
            raise
        if held is None:
            place.unlink()
        else:
            secret_file_write(place, held)
            aside.unlink()
        raise


def _nothing() -> None:
    """The key file is the one that lay there."""


def _name_beside(place: Path) -> Path:
    """A name no earlier restore has used: what lies there may be the only copy."""
    first = f"{place.name}.before-restore-{clock.given(None):%Y%m%dT%H%M%SZ}"
    names = [first, *(f"{first}-{number:02}" for number in range(2, 100))]
    return next(p for name in names if not (p := place.with_name(name)).exists())
