"""What a backup says of itself, sealed so that nobody can change it without the key file.

Nothing here needs Django: a backup is judged before anything of the installation is touched.
"""

import hashlib
import hmac
import json
import os
import stat
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from staasted.apps.backups.refusing import BackupReason, BackupRefused
from staasted.apps.org.keyring import Keyring

MANIFEST = "manifest.json"
UPLOADS = "uploads.tar"
ALWAYS_FILLED = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""Tables that `staasted migrate` fills by itself: alone they are nobody's data."""
LARGEST_MANIFEST = 4_000_000
"""Bytes: some ten times what a thousand tables need. Source: decision 0016."""
_MOST = 2**53  # whole numbers that every reader of JSON keeps exactly
_BLOCK = 1 << 20

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,63}$")]
Migration = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}\.[A-Za-z0-9_]{1,200}$")]
FileName = Literal["database.sqlite3", "database.dump", "uploads.tar"]
Count = Annotated[int, Field(ge=0, le=_MOST)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TableState(_Strict):
    """One table: its rows, and the SHA-256 of their content in the order of the primary key."""

    rows: Count
    digest: Digest


class FileState(_Strict):
    """One file of a backup."""

    bytes: Count
    digest: Digest


class DatabaseState(_Strict):
    """A whole database: every table's content, what lies around them, what migrated it.

    ``schema_digest`` covers columns, constraints, indexes, triggers and the like.
    """

    vendor: Literal["sqlite", "postgresql"]
    tables: dict[Name, TableState] = Field(max_length=2_000)
    schema_digest: Digest
    migrations: tuple[Migration, ...] = Field(max_length=5_000, strict=False)

    @property
    def rows(self) -> int:
        """Rows in all."""
        return sum(table.rows for table in self.tables.values())

    def differences(self, other: "DatabaseState") -> list[str]:
        """Names of the tables that are not equal in both; ``schema`` for what lies around them."""
        names = sorted({*self.tables, *other.tables})
        found = [name for name in names if self.tables.get(name) != other.tables.get(name)]
        return [*found, *(["schema"] if self.schema_digest != other.schema_digest else [])]


class Manifest(_Strict):
    """A backup. ``made_at`` is ISO in UTC; ``key_ids`` are the keys its numbers lie under."""

    format: Literal[1]
    name: Annotated[str, StringConstraints(pattern=r"^staasted-[0-9TZ-]{1,40}$")]
    made_at: Annotated[str, StringConstraints(max_length=40)]
    release: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
    database: DatabaseState
    files: dict[FileName, FileState] = Field(min_length=2, max_length=2)
    key_ids: tuple[Name, ...] = Field(max_length=1_000, strict=False)
    seal: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""

    @property
    def database_file(self) -> FileName:
        """Which file holds the database."""
        return "database.sqlite3" if self.database.vendor == "sqlite" else "database.dump"

    @property
    def bytes(self) -> int:
        """Size of the files in all."""
        return sum(file.bytes for file in self.files.values())

    def sealed(self, ring: Keyring) -> "Manifest":
        """The same with its seal."""
        return self.model_copy(update={"seal": self._seal_by(ring)})

    def is_sealed_by(self, ring: Keyring) -> bool:
        """Whether this key file's owner made it, and nobody has changed it since."""
        return hmac.compare_digest(self.seal, self._seal_by(ring))

    def _seal_by(self, ring: Keyring) -> str:
        key = hmac.new(ring.lookup, b"staasted backup manifest 1", hashlib.sha256).digest()
        said = json.dumps(self.model_dump(mode="json", exclude={"seal"}), sort_keys=True)
        return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def manifest_read(backup: Path) -> Manifest:
    """What a backup says of itself, believed in nothing yet. Errors: BackupRefused."""
    try:
        with regular_open(backup / MANIFEST) as file:
            written = file.read(LARGEST_MANIFEST + 1)
        if len(written) > LARGEST_MANIFEST:
            raise BackupRefused(BackupReason.NOT_A_BACKUP, backup=backup)
        manifest = Manifest.model_validate(json.loads(written.decode()))
    except (OSError, ValueError, RecursionError, ValidationError):
        raise BackupRefused(BackupReason.NOT_A_BACKUP, backup=backup) from None
    if set(manifest.files) != {manifest.database_file, UPLOADS}:
        raise BackupRefused(BackupReason.NOT_A_BACKUP, backup=backup)
    return manifest


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return manifest.model_dump_json(indent=2).encode()


def file_state(path: Path) -> FileState:
    """Size and SHA-256 of a file. Errors: OSError, also for what is no ordinary file."""
    digest, size = hashlib.sha256(), 0
    with regular_open(path) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return FileState(bytes=size, digest=digest.hexdigest())


def regular_open(path: Path) -> BinaryIO:
    """An ordinary file for reading, never through a link. Errors: OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not an ordinary file")
    return os.fdopen(handle, "rb")
