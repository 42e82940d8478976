"""Signing what is handed to another system, so that it can tell it is ours, whole and fresh.

HMAC-SHA256 (RFC 2104) over the moment and the body, with the id of the key beside it.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

TOLERANCE = 300
"""Seconds a receiver's clock may differ from ours. Source: decision 0051."""
KEY_BYTES = 32
"""Bytes of a key: as many as the hash gives (RFC 2104, 3)."""
KEY_ID, TIME, SIGNATURE = "Staasted-Key-Id", "Staasted-Time", "Staasted-Signature"
_VERSION = "v1="


class SignatureFault(StrEnum):
    """Why a signature is not believed."""

    UNKNOWN_KEY = "unknown_key"
    NO_TIME = "no_time"
    STALE = "stale"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """Keys by id, and which of them signs now."""

    current: str
    keys: Mapping[str, bytes]

    def written(self) -> str:
        """As they stand in their file."""
        told = {key_id: key.hex() for key_id, key in self.keys.items()}
        return json.dumps({"current": self.current, "keys": told}, indent=2) + "\n"


def keys_read(written: str) -> SigningKeys:
    """The keys of a file. Errors: ValueError where it is none of ours."""
    match json.loads(written):
        case {"current": str(current), "keys": dict(told)}:
            keys = {str(key_id): bytes.fromhex(str(key)) for key_id, key in told.items()}
        case _:
            raise ValueError("no keys")
    if current not in keys or any(len(key) < KEY_BYTES for key in keys.values()):
        raise ValueError("the current key is not there, or a key is too short")
    return SigningKeys(current, keys)


def signature(key: bytes, *, at: int, body: bytes) -> str:
    """What goes in the header; ``at`` is seconds since 1970 in UTC."""
    signed = hmac.new(key, str(at).encode() + b"." + body, hashlib.sha256)
    return _VERSION + signed.hexdigest()


def headers_of(keys: SigningKeys, *, at: int, body: bytes) -> dict[str, str]:
    """The three headers of a body that goes now."""
    signed = signature(keys.keys[keys.current], at=at, body=body)
    return {KEY_ID: keys.current, TIME: str(at), SIGNATURE: signed}


def signature_fault(
    keys: Mapping[str, bytes], headers: Mapping[str, str], body: bytes, *, now: int
) -> SignatureFault | None:
    """Why this body is not to be believed, or None where it is. Compared in constant time."""
    key = keys.get(headers.get(KEY_ID, ""))
    if key is None:
        return SignatureFault.UNKNOWN_KEY
    written = headers.get(TIME, "")
    if not (written.isascii() and written.isdecimal() and len(written) < len(str(2**63))):
        return SignatureFault.NO_TIME
    at = int(written)
    if abs(now - at) > TOLERANCE:
        return SignatureFault.STALE
    expected = signature(key, at=at, body=body).encode()
    given = headers.get(SIGNATURE, "").encode(errors="replace")
    return None if hmac.compare_digest(expected, given) else SignatureFault.WRONG
