"""What is secret at rest: sealed with a key id; a CPR number is found by a keyed hash.

AES-256-GCM from ``cryptography``; the hash is HMAC-SHA-256 with a key of its own, so a
stolen database cannot be tried against the ten million possible numbers.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from staasted.apps.org.keyring import Keyring, keyring

_NONCE = 12
_TEXT = b"text"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A CPR number as it is stored: ciphertext, the id of its key, its look-up hash."""

    cipher: bytes
    key_id: str
    lookup: str


def cpr_seal(number: str) -> Sealed:
    """Seal ten digits with the current key."""
    key_id, cipher = bytes_seal(number.encode())
    return Sealed(cipher, key_id, cpr_lookup(number))


def cpr_open(*, cipher: bytes, key_id: str) -> str:
    """The ten digits again. Errors: KeyError where the key is gone, InvalidTag if altered."""
    return bytes_open(cipher, key_id=key_id).decode()


def text_seal(text: str) -> str:
    """Seal a short secret with the current key: its id and the ciphertext as one text."""
    key_id, cipher = bytes_seal(text.encode(), bound_to=_TEXT)
    return f"{key_id}:{base64.b64encode(cipher).decode()}"


def text_open(sealed: str) -> str:
    """The secret again. Errors: KeyError where the key is gone, InvalidTag if altered."""
    key_id, _, written = sealed.partition(":")
    return bytes_open(base64.b64decode(written), key_id=key_id, bound_to=_TEXT).decode()


def cpr_lookup(number: str) -> str:
    """The keyed hash a number is found by: 64 hexadecimal characters."""
    return hmac.new(_ring().lookup, number.encode(), hashlib.sha256).hexdigest()


def bytes_seal(content: bytes, *, bound_to: bytes | None = None) -> tuple[str, bytes]:
    """Key id and ciphertext of anything; ``bound_to`` is what it cannot be moved away from."""
    ring = _ring()
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(ring.keys[ring.current]).encrypt(nonce, content, bound_to)
    return ring.current, nonce + sealed


def bytes_open(cipher: bytes, *, key_id: str, bound_to: bytes | None = None) -> bytes:
    """The content again. Errors: KeyError where the key is gone, InvalidTag if altered."""
    held = bytes(cipher)
    return AESGCM(_ring().keys[key_id]).decrypt(held[:_NONCE], held[_NONCE:], bound_to)


def _ring() -> Keyring:
    return keyring(settings.STAASTED.keys)
