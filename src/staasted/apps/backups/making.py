"""Making a backup: everything into a folder of its own, which gets its name when it is whole."""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.services import act_log
from staasted.apps.backups.engine import Engine, engine
from staasted.apps.backups.manifest import (
    MANIFEST,
    UPLOADS,
    Manifest,
    file_state,
    manifest_bytes,
    manifest_read,
)
from staasted.apps.backups.refusing import BackupReason, BackupRefused, in_a_sentence
from staasted.apps.backups.upload_archive import uploads_pack
from staasted.apps.org.clock import clock
from staasted.apps.org.keyring import Keyring, keyring, keyring_parse
from staasted.apps.org.sealed_stores import sealed_by_key
from staasted.apps.org.secret_files import (
    OWNERS_FOLDER,
    alone_with,
    folder_sync,
    secret_file_write,
)

KEYS_ENDING = ".keys.json"
_NAMED = re.compile(r"staasted-\d{8}T\d{6}Z(-\d{2})?\Z")
_HALF_MADE = ".making-"
_GOING = ".removing-"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that lies whole on the disk; ``keys`` is the copy of the key file, if any."""

    path: Path
    manifest: Manifest
    keys: Path | None


def backup_make(folder: Path, *, keys_to: Path | None = None) -> Made:
    """Back the installation up into ``folder`` while it is in use, and log that it was done.

    Errors: BackupRefused.
    """
    made = backup_make_unlogged(folder, keys_to=keys_to)
    backup_log(made)
    return made


def backup_make_unlogged(folder: Path, *, keys_to: Path | None = None) -> Made:
    """The same, for tables that may be of an older release: ``backup_log`` when they are not.

    Errors: BackupRefused.
    """
    keys_kept_apart(folder, keys_to)
    with in_a_sentence():
        folder.mkdir(mode=OWNERS_FOLDER, parents=True, exist_ok=True)
        with alone_with(folder / ".backup"):
            _sweep(folder)
            return _make(folder, keys_to)


@transaction.atomic
def backup_log(made: Made) -> None:
    """Say in the log that a backup was made; whoever asks how old the newest is reads it here."""
    facts = {
        "name": made.manifest.name,
        "made_at": made.manifest.made_at,
        "bytes": made.manifest.bytes,
        "tables": len(made.manifest.database.tables),
        "rows": made.manifest.database.rows,
        "keys": made.keys is not None,
    }
    act_log(actor=OPERATOR, act="backup_make", at=clock.now(), facts=facts)


def keys_kept_apart(folder: Path, keys_to: Path | None) -> None:
    """Whoever finds the backups must not find the keys with them. Errors: BackupRefused."""
    for place in (keys_to, Path(settings.STAASTED.keys)):
        if place is not None and place.resolve().is_relative_to(folder.resolve()):
            raise BackupRefused(BackupReason.KEYS_TOGETHER, folder=folder, place=place)


def _make(folder: Path, keys_to: Path | None) -> Made:
    moment = clock.given(None)
    name = _name_free(folder, f"staasted-{moment:%Y%m%dT%H%M%SZ}")
    half = folder / f"{_HALF_MADE}{secrets.token_hex(4)}"
    half.mkdir(mode=OWNERS_FOLDER)
    try:
        manifest = _write(half, engine(), name, moment.isoformat())
        ring, ring_file = _keys_of(manifest)
        secret_file_write(half / MANIFEST, manifest_bytes(manifest.sealed(ring)))
        copy = keys_to / f"{name}{KEYS_ENDING}" if keys_to else None
        if copy:
            secret_file_write(copy, ring_file)
        half.rename(folder / name)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    folder_sync(folder)
    return Made(folder / name, manifest, copy)


def _keys_of(manifest: Manifest) -> tuple[Keyring, bytes]:
    """The key file after the dump: it opens what a rotation sealed again meanwhile, too."""
    path = Path(settings.STAASTED.keys)
    written = path.read_bytes()
    ring = keyring_parse(written, name=str(path))
    lacking = sorted(set(manifest.key_ids) - set(ring.keys))
    if lacking:  # dropped meanwhile
        raise BackupRefused(BackupReason.KEYS_CHANGED, lacking=", ".join(lacking))
    return ring, written


def _write(half: Path, held: Engine, name: str, made_at: str) -> Manifest:
    """The files first; then what they are."""
    used = set(sealed_by_key())
    uploads_pack(half)
    state = held.dump(half)
    return Manifest(
        format=1,
        name=name,
        made_at=made_at,
        release=version("staasted"),
        database=state,
        files={file: file_state(half / file) for file in (held.file, UPLOADS)},
        key_ids=tuple(sorted(used | set(sealed_by_key()))),
    )


def _name_free(folder: Path, name: str) -> str:
    """Two in one second (or in a demo, whose time stands still) are told apart by a number."""
    names = [name, *(f"{name}-{number:02}" for number in range(2, 100))]
    free = [each for each in names if not (folder / each).exists()]
    if not free:
        raise BackupRefused(BackupReason.BUSY)
    return free[0]


def backups_prune(made: Made, *, keys_to: Path | None, keep: int) -> tuple[str, ...]:
    """Delete all but the newest ``keep`` (1 or more), ``made`` among them, with their key files.

    Only what this installation's key file has sealed: others may use the folder too. Their names.
    Errors: BackupRefused.
    """
    folder = made.path.parent
    with in_a_sentence(), alone_with(folder / ".backup"):
        ours = sorted(name for name in _ours(folder) if name != made.path.name)
        old = ours[: len(ours) - (keep - 1)] if len(ours) >= keep else []
        for name in old:
            going = folder / f"{_GOING}{name}"
            (folder / name).rename(going)
            shutil.rmtree(going)
            if keys_to:
                (keys_to / f"{name}{KEYS_ENDING}").unlink(missing_ok=True)
    return tuple(old)


def _ours(folder: Path) -> Iterator[str]:
    """Backups that say of themselves, under our seal, what they are called."""
    ring = keyring(Path(settings.STAASTED.keys))
    for path in folder.iterdir():
        if _NAMED.match(path.name):
            with suppress(BackupRefused):
                manifest = manifest_read(path)
                if manifest.name == path.name and manifest.is_sealed_by(ring):
                    yield path.name


def _sweep(folder: Path) -> None:
    """Take away what a backup that was killed left half-made."""
    for path in folder.iterdir():
        if path.name.startswith((_HALF_MADE, _GOING)):
            shutil.rmtree(path, ignore_errors=True)
