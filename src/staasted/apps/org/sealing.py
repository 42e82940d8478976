"""CPR numbers and short secrets at rest: sealed with a key id, found by a keyed hash.

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


@dataclass(frozen=True, slots=True)
class Sealed:
    """A CPR number as it is stored: ciphertext, the id of its key, its look-up hash."""

    cipher: bytes
    key_id: str
    lookup: str


def cpr_seal(number: str) -> Sealed:
    """Seal ten digits with the current key."""
    ring = _ring()
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(ring.keys[ring.current]).encrypt(nonce, number.encode(), None)
    return Sealed(nonce + cipher, ring.current, cpr_lookup(number))


def cpr_open(*, cipher: bytes, key_id: str) -> str:
    """The ten digits again. Errors: KeyError where the key is gone, InvalidTag if altered."""
    held = bytes(cipher)
    return AESGCM(_ring().keys[key_id]).decrypt(held[:_NONCE], held[_NONCE:], None).decode()


def text_seal(text: str) -> str:
    """Seal a short secret with the current key: its id and the ciphertext as one text."""
    ring, nonce = _ring(), secrets.token_bytes(_NONCE)
    cipher = AESGCM(ring.keys[ring.current]).encrypt(nonce, text.encode(), b"text")
    return f"{ring.current}:{base64.b64encode(nonce + cipher).decode()}"


def text_open(sealed: str) -> str:
    """The secret again. Errors: KeyError where the key is gone, InvalidTag if altered."""
    key_id, _, written = sealed.partition(":")
    held = base64.b64decode(written)
    return AESGCM(_ring().keys[key_id]).decrypt(held[:_NONCE], held[_NONCE:], b"text").decode()


def cpr_lookup(number: str) -> str:
    """The keyed hash a number is found by: 64 hexadecimal characters."""
    return hmac.new(_ring().lookup, number.encode(), hashlib.sha256).hexdigest()


def _ring() -> Keyring:
    return keyring(settings.STAASTED.keys)
