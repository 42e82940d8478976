"""Uploaded files between the upload and the yes: below the data folder, under random names.

The folder is no part of what the web server hands out, and nobody but its owner may open it.
A file holds CPR numbers, so it lies sealed, and can be copied with a backup as it is.
"""

import secrets
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.scanning import scan_or_refuse
from staasted.apps.org.sealing import bytes_open, bytes_seal
from staasted.apps.org.secret_files import OWNERS_FOLDER, secret_file_write
from staasted.catalog.imports import bounds

_NAME_BYTES = 16
_PROGRESS = ".progress"
_SEALED = b"staasted sealed 1 "
"""What a sealed file begins with; the key's id and a line end follow, then the ciphertext."""
_LONGEST_KEY_ID = 20


def upload_folder() -> Path:
    """Where uploaded files lie."""
    return Path(settings.STAASTED.data_dir) / "uploads"


def upload_name() -> str:
    """A name nobody can guess."""
    return secrets.token_hex(_NAME_BYTES)


def upload_write(name: str, chunks: Iterable[bytes]) -> None:
    """Keep a file under a new name, sealed; its size is counted while it arrives.

    Errors: ImportRefused ``too_large``, half-way; ``infected`` and ``scanner_away``, before
    anything of it is written.
    """
    content = b"".join(_bounded(chunks))
    scan_or_refuse(content)
    upload_folder().mkdir(mode=OWNERS_FOLDER, parents=True, exist_ok=True)
    upload_seal(name, content)


def upload_seal(name: str, content: bytes) -> None:
    """Put a file's content under its name, sealed with the current key."""
    key_id, cipher = bytes_seal(content, bound_to=name.encode())
    secret_file_write(upload_folder() / name, b"%s%s\n%s" % (_SEALED, key_id.encode(), cipher))


def upload_read(name: str) -> bytes:
    """A kept file's content.

    Errors: FileNotFoundError once it is deleted; KeyError, InvalidTag where it does not open.
    """
    if not name:
        raise FileNotFoundError
    held = (upload_folder() / name).read_bytes()
    key_id = _key_named(held)
    if not key_id:
        return held  # left by a release that did not seal them; gone within a day
    cipher = held[len(_SEALED) + len(key_id) + 1 :]
    return bytes_open(cipher, key_id=key_id, bound_to=name.encode())


def uploads_kept() -> dict[str, str]:
    """Every kept file with the id of its key, "" where it is not sealed."""
    kept: dict[str, str] = {}
    with suppress(FileNotFoundError):
        for path in sorted(upload_folder().iterdir()):
            if len(path.name) == 2 * _NAME_BYTES:
                with suppress(FileNotFoundError), path.open("rb") as file:
                    kept[path.name] = _key_named(file.read(len(_SEALED) + _LONGEST_KEY_ID + 1))
    return kept


def upload_delete(name: str) -> None:
    """Delete a kept file; one that is gone already is no error."""
    if name:
        (upload_folder() / name).unlink(missing_ok=True)
        (upload_folder() / f"{name}{_PROGRESS}").unlink(missing_ok=True)


def files_sweep(*, before: datetime, but: Collection[str]) -> None:
    """Delete what was last written before a moment, but for some files and their progress.

    Half-written ones go too, and the folder of a restore that was killed.
    """
    with suppress(FileNotFoundError):
        for path in list(upload_folder().iterdir()):
            named = path.name.removesuffix(_PROGRESS)
            if named not in but and path.lstat().st_mtime < before.timestamp():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def progress_write(name: str, words: str) -> None:
    """Say how far the work is. A file, since an import's own transaction hides what it writes."""
    with suppress(OSError):
        (upload_folder() / f"{name}{_PROGRESS}").write_text(words, encoding="utf-8")


def progress_read(name: str) -> str:
    """How far the work is, as it was written last; "" where nothing is known."""
    with suppress(OSError):
        return (upload_folder() / f"{name}{_PROGRESS}").read_text(encoding="utf-8")
    return ""


def _bounded(chunks: Iterable[bytes]) -> Iterable[bytes]:
    read = 0
    for chunk in chunks:
        read += len(chunk)
        if read > bounds().file_bytes:
            raise ImportRefused(FileReason.TOO_LARGE, most=bounds().file_megabytes)
        yield chunk


def _key_named(held: bytes) -> str:
    """The id of the key a file says it is sealed with; "" where it is not sealed."""
    if not held.startswith(_SEALED):
        return ""
    key_id, _, _ = held[len(_SEALED) :][: _LONGEST_KEY_ID + 1].partition(b"\n")
    return key_id.decode("ascii", errors="replace")
