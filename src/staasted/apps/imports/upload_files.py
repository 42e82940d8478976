"""Uploaded files between the upload and the yes: below the data folder, under random names.

The folder is no part of what the web server hands out, and nobody but its owner may open it.
"""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.catalog.imports import bounds

_NAME_BYTES = 16
_PROGRESS = ".progress"
_OWNER_ONLY = 0o600
_OWNERS_FOLDER = 0o700


def upload_folder() -> Path:
    """Where uploaded files lie."""
    return Path(settings.STAASTED.data_dir) / "uploads"


def upload_name() -> str:
    """A name nobody can guess."""
    return secrets.token_hex(_NAME_BYTES)


def upload_write(name: str, chunks: Iterable[bytes]) -> None:
    """Keep a file under a new name; its size is counted while it is written.

    Errors: ImportRefused ``too_large``, half-way.
    """
    folder = upload_folder()
    folder.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        for chunk in _bounded(chunks):
            file.write(chunk)


def upload_read(name: str) -> bytes:
    """A kept file's content. Errors: FileNotFoundError once it is deleted."""
    if not name:
        raise FileNotFoundError
    return (upload_folder() / name).read_bytes()


def upload_delete(name: str) -> None:
    """Delete a kept file; one that is gone already is no error."""
    if name:
        (upload_folder() / name).unlink(missing_ok=True)
        (upload_folder() / f"{name}{_PROGRESS}").unlink(missing_ok=True)


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
