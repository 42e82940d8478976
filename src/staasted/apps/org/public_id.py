"""Public ids: ten random characters that nobody confuses and nobody can guess.

The alphabet has no 0/o, 1/i/l, u: read aloud over the phone it stays one id.
30^10 is 5.9 * 10^14 ids; a municipality uses some 10^5 of them.
"""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10

_WHOLE = 256 // len(ALPHABET) * len(ALPHABET)
TOO_HIGH = bytes(range(_WHOLE, 256))
"""Bytes that are thrown away: with them the first letters would be likelier than the others."""

LETTERS = (ALPHABET * 9)[:_WHOLE].encode() + TOO_HIGH
"""The letter of each byte that is kept."""

_AT_ONCE = 16  # bytes of chance: nearly every id is made of the first sixteen


def new_public_id() -> str:
    """A fresh public id; the system is asked for chance once, and not once a letter."""
    drawn = b""
    while len(drawn) < LENGTH:
        drawn += secrets.token_bytes(_AT_ONCE).translate(LETTERS, TOO_HIGH)
    return drawn[:LENGTH].decode("ascii")
