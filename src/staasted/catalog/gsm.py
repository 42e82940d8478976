"""Text as a telephone's short messages hold it: 160 signs of one small alphabet.

The alphabet and what each sign costs: GSM 03.38 (3GPP TS 23.038, 6.2.1). A single letter outside
it makes the message one of 70 signs, so letters it lacks are written with those it has.
"""

import unicodedata
from itertools import accumulate

MOST = 160
"""Septets in one message. Source: 3GPP TS 23.038, 6.2.1, and TS 23.040, 9.2.3.24 (140 octets)."""

_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Signs that take two septets each."""

_WRITTEN = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict(zip("•·łŁđĐðÐıħĦŋŊəƏ", "-.lLdDdDihHnNeE", strict=True)),
    "…": "...",
    "þ": "th",
    "Þ": "Th",
    "œ": "oe",
    "Œ": "OE",
}
"""Signs that do not come apart into a letter and its marks."""


def septets(said: str) -> int:
    """How much of a message a text takes. Errors: ValueError for a sign outside the alphabet."""
    strange = {sign for sign in said if sign not in _ALPHABET and sign not in _EXTENSION}
    if strange:
        raise ValueError(f"outside GSM 03.38: {sorted(strange)}")
    return sum(2 if sign in _EXTENSION else 1 for sign in said)


def gsm(said: str) -> str:
    """A text in the alphabet's signs: marks it lacks are taken off, what is left out is nothing."""
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", said))


def cut(said: str, most: int) -> str:
    """A name as short as so many septets: whole words first, then the first letters of the first.

    In the alphabet's signs.
    """
    words = gsm(said).split()
    lengths = accumulate(septets(word) + 1 for word in words)
    whole = sum(length - 1 <= most for length in lengths)
    return " ".join(words[:whole]) if whole or not words else _first_signs(words[0], most)


def _first_signs(word: str, most: int) -> str:
    lengths = accumulate(septets(sign) for sign in word)
    return word[: sum(length <= most for length in lengths)]


def _sign(sign: str) -> str:
    if sign in _ALPHABET or sign in _EXTENSION:
        return sign
    if sign in _WRITTEN:
        return _WRITTEN[sign]
    parts = (part for part in unicodedata.normalize("NFKD", sign) if part != sign)
    return "".join(part for part in parts if part in _ALPHABET or part in _EXTENSION)
