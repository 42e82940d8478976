"""The key file: one file outside the database that holds every secret.

JSON: ``{"current": id, "keys": {id: base64 of 32 bytes}, "lookup": base64, "django": text}``.
``keys`` seal CPR numbers and uploaded files, ``lookup`` keys the hash a number is found by.
``made`` and ``retired`` give the moment of each key, as ISO in UTC, where it is known;
``rotating`` names the key being left while everything is sealed again (docs/decisions/0016).
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from staasted.apps.org.clock import clock
from staasted.apps.org.secret_files import secret_file_write

KEY_BYTES = 32


class KeyFileMissing(RuntimeError):
    """There is no key file where the settings say."""


class KeyFileUnreadable(RuntimeError):
    """What lies there is no key file. The message says what is wrong, and never quotes it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secrets of one installation. Never printed: the repr shows the key id alone."""

    current: str
    keys: dict[str, bytes]
    lookup: bytes
    django: str
    made: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    rotating: str = ""

    def __repr__(self) -> str:
        return f"Keyring(current={self.current!r})"


def keyring(path: Path) -> Keyring:
    """The key file at ``path``, read again only when it has been replaced.

    A running process therefore knows a new key before it meets the first row under it.
    Errors: KeyFileMissing, KeyFileUnreadable.
    """
    try:
        seen = path.stat()
    except FileNotFoundError:
        raise KeyFileMissing(
            f"There is no key file at {path}. Without it no CPR number can be read. "
            "Put the installation's key file there, or set STAASTED_KEY_FILE. "
            "A new installation makes one with `staasted keys create`."
        ) from None
    return _read(path, (seen.st_ino, seen.st_mtime_ns, seen.st_size))


@lru_cache(maxsize=8)
def _read(path: Path, _version: tuple[int, int, int]) -> Keyring:
    return keyring_parse(path.read_bytes(), name=str(path))


def keyring_parse(written: bytes, *, name: str) -> Keyring:
    """The secrets in a key file's bytes. Errors: KeyFileUnreadable, with ``name`` in it."""
    try:
        held = json.loads(written.decode("utf-8"))
        keys = {str(key_id): _key(key) for key_id, key in held["keys"].items()}
        ring = Keyring(
            current=held["current"],
            keys=keys,
            lookup=_key(held["lookup"]),
            django=str(held["django"]),
            made=dict(held.get("made", {})),
            retired=dict(held.get("retired", {})),
            rotating=str(held.get("rotating", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        ring = None
    if ring is None or ring.current not in ring.keys:
        # From None, and not from the error: its text could quote a secret.
        raise KeyFileUnreadable(
            f"{name} is not a whole key file. Put back the copy that was kept apart from the "
            "database. A key file is never mended by hand."
        ) from None
    return ring


def keyring_bytes(ring: Keyring) -> bytes:
    """The key file as it is written."""
    held = {
        "current": ring.current,
        "keys": {key_id: base64.b64encode(key).decode() for key_id, key in ring.keys.items()},
        "lookup": base64.b64encode(ring.lookup).decode(),
        "django": ring.django,
        "made": ring.made,
        "retired": ring.retired,
        "rotating": ring.rotating,
    }
    return json.dumps(held, indent=2).encode("utf-8")


def keyring_create(path: Path) -> bool:
    """Make a key file readable by its owner alone; an existing one is left as it is."""
    if path.exists():
        return False
    made = {"k1": clock.given(None).isoformat()}
    fresh = Keyring("k1", {"k1": new_key()}, new_key(), secrets.token_urlsafe(48), made=made)
    secret_file_write(path, keyring_bytes(fresh))
    return True


def new_key() -> bytes:
    """A key nobody can guess."""
    return secrets.token_bytes(KEY_BYTES)


def django_secret(path: Path) -> str:
    """The secret that signs sessions and forms."""
    return keyring(path).django


def _key(written: str) -> bytes:
    try:
        key = base64.b64decode(written, validate=True)
    except binascii.Error:
        raise ValueError from None
    if len(key) != KEY_BYTES:
        raise ValueError
    return key
