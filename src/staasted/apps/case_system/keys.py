"""The keys that sign what goes to the case system: made, put to use and dropped, in one file."""

import secrets
from pathlib import Path

from staasted.apps.org.secret_files import alone_with, secret_file_write
from staasted.core.errors import DomainError
from staasted.core.signing import KEY_BYTES, SigningKeys, keys_read


def signing_keys(path: Path) -> SigningKeys | None:
    """The keys there are; None before the first.

    Errors: DomainError ``signing_keys_unreadable``.
    """
    try:
        return keys_read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DomainError("signing_keys_unreadable") from error


def signing_key_make(path: Path) -> str:
    """Make a key and answer with its id. The first signs at once, a later one when it is used.

    Errors: as ``signing_keys``; FileBusy, OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone_with(path):
        held = signing_keys(path)
        known = dict(held.keys) if held else {}
        key_id = secrets.token_hex(4)
        known[key_id] = secrets.token_bytes(KEY_BYTES)
        _write(path, SigningKeys(held.current if held else key_id, known))
    return key_id


def signing_key_use(path: Path, key_id: str) -> None:
    """Let a key sign from now on. Errors: DomainError ``signing_key_unknown``; as above."""
    with alone_with(path):
        held = _holding(path, key_id)
        _write(path, SigningKeys(key_id, held.keys))


def signing_key_drop(path: Path, key_id: str) -> None:
    """Forget a key. Errors: DomainError ``signing_key_in_use``, ``signing_key_unknown``."""
    with alone_with(path):
        held = _holding(path, key_id)
        if held.current == key_id:
            raise DomainError("signing_key_in_use")
        rest = {each: key for each, key in held.keys.items() if each != key_id}
        _write(path, SigningKeys(held.current, rest))


def _holding(path: Path, key_id: str) -> SigningKeys:
    held = signing_keys(path)
    if held is None or key_id not in held.keys:
        raise DomainError("signing_key_unknown", key_id=key_id)
    return held


def _write(path: Path, keys: SigningKeys) -> None:
    secret_file_write(path, keys.written().encode())
