"""The key file: one file outside the database that holds every secret.

JSON: ``{"current": id, "keys": {id: base64 of 32 bytes}, "lookup": base64, "django": text}``.
``keys`` seal CPR numbers, ``lookup`` keys the hash they are found by.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path


class KeyFileMissing(RuntimeError):
    """There is no key file where the settings say."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secrets of one installation. Never printed: the repr shows the key id alone."""

    current: str
    keys: dict[str, bytes]
    lookup: bytes
    django: str

    def __repr__(self) -> str:
        return f"Keyring(current={self.current!r})"


@cache
def keyring(path: Path) -> Keyring:
    """Read the key file at ``path`` once per process. Errors: KeyFileMissing."""
    if not path.exists():
        raise KeyFileMissing(
            f"There is no key file at {path}. Without it no CPR number can be read. "
            "Put the installation's key file there, or set STAASTED_KEY_FILE. "
            "A new installation makes one with `staasted keys create`."
        )
    held = json.loads(path.read_text(encoding="utf-8"))
    keys = {key_id: base64.b64decode(key) for key_id, key in held["keys"].items()}
    return Keyring(held["current"], keys, base64.b64decode(held["lookup"]), held["django"])


def keyring_create(path: Path) -> bool:
    """Make a key file readable by its owner alone; an existing one is left as it is."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = {
        "current": "k1",
        "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()},
        "lookup": base64.b64encode(secrets.token_bytes(32)).decode(),
        "django": secrets.token_urlsafe(48),
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(fresh, file, indent=2)
    return True


def django_secret(path: Path) -> str:
    """The secret that signs sessions and forms."""
    return keyring(path).django
