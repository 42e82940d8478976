"""The waiting files of a backup: a tar that holds nothing but them, sealed as they lie."""

import io
import re
import secrets
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from staasted.apps.backups.manifest import UPLOADS, regular_open
from staasted.apps.backups.refusing import BackupReason, BackupRefused
from staasted.apps.imports.upload_files import upload_folder, uploads_kept
from staasted.apps.org.secret_files import OWNERS_FOLDER, folder_sync, secret_file_write

_NAME = re.compile(r"uploads/[0-9a-f]{32}\Z")
_STAGED = ".restoring-"
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)


def uploads_pack(folder: Path) -> None:
    """Write the tar in a folder. A file that is not sealed stays behind: it has a day left."""
    path = folder / UPLOADS
    path.touch(mode=0o600, exist_ok=False)
    with tarfile.open(path, "w") as tar:
        for name in [name for name, key_id in uploads_kept().items() if key_id]:
            with suppress(FileNotFoundError):  # taken in or left meanwhile
                content = (upload_folder() / name).read_bytes()
                member = tarfile.TarInfo(f"uploads/{name}")
                member.size, member.mode = len(content), 0o600
                tar.addfile(member, io.BytesIO(content))


def uploads_packed(backup: Path) -> list[str]:
    """Names of the files in a backup. Errors: BackupRefused for any member that is not one."""
    with _opened(backup) as tar:
        members = _members(tar, backup)
    return [member.name.removeprefix("uploads/") for member in members]


@contextmanager
def uploads_staged(backup: Path) -> Iterator[Path]:
    """A backup's files, whole on the disk beside their places, until the block is left.

    Errors: BackupRefused, OSError.
    """
    upload_folder().mkdir(mode=OWNERS_FOLDER, parents=True, exist_ok=True)
    for left in upload_folder().glob(f"{_STAGED}*"):  # by a restore that was killed
        shutil.rmtree(left, ignore_errors=True)
    staged = upload_folder() / f"{_STAGED}{secrets.token_hex(4)}"
    staged.mkdir(mode=OWNERS_FOLDER)
    try:
        _unpack(backup, staged)
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def uploads_place(staged: Path) -> None:
    """Give each staged file its place, and delete what the backup did not have. Errors: OSError."""
    held = {path.name for path in staged.iterdir()}
    for name in sorted(held):
        (staged / name).replace(upload_folder() / name)
    for name in set(uploads_kept()) - held:
        (upload_folder() / name).unlink(missing_ok=True)
    folder_sync(upload_folder())


def _unpack(backup: Path, folder: Path) -> None:
    with _opened(backup) as tar:
        for member in _members(tar, backup):
            held = tar.extractfile(member)
            if held is not None:
                name = member.name.removeprefix("uploads/")
                secret_file_write(folder / name, held.read())


@contextmanager
def _opened(backup: Path) -> Iterator[tarfile.TarFile]:
    try:
        with regular_open(backup / UPLOADS) as file, tarfile.open(fileobj=file, mode="r:") as tar:
            yield tar
    except (OSError, tarfile.TarError):
        raise BackupRefused(BackupReason.ALTERED, file=UPLOADS) from None


def _members(tar: tarfile.TarFile, backup: Path) -> list[tarfile.TarInfo]:
    """Plain files by plain names, no larger together than the tar: no path, link or hole."""
    try:
        members = tar.getmembers()
    except (OSError, ValueError, tarfile.TarError):
        members = None
    size = (backup / UPLOADS).stat().st_size
    if (
        members is None
        or any(m.type not in _PLAIN or m.sparse or not _NAME.match(m.name) for m in members)
        or len({member.name for member in members}) < len(members)
        or sum(member.size for member in members) > size
    ):
        raise BackupRefused(BackupReason.ALTERED, file=UPLOADS)
    return members
