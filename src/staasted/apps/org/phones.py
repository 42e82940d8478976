"""Telephone numbers searched alike however they were written.

A cell may hold two numbers. Each is known by its digits without Denmark's own country code, so
that ``+45 12 34 56 78``, ``0045-12345678`` and ``12345678`` are one.
"""

import re
from typing import NamedTuple

LENGTH = 8
"""Digits of a Danish number. Source: decision 0021."""
LONGEST = 15
"""Digits of any number with its country code. Source: ITU-T E.164."""

_BETWEEN = re.compile(r"[^\d\s+().\-\u2010-\u2015]+")
_NUMBER = re.compile(r"(\+?)([\d\s().\-\u2010-\u2015]+)")
_DENMARK = ("0045", "45")


class PhoneKeys(NamedTuple):
    """What the first two numbers of a cell are found by; empty where there is none."""

    phone_key: str
    other_phone_key: str


def phone_keys(written: str) -> PhoneKeys:
    """The keys of what was written in one cell; a third number has none."""
    found = [key for part in _BETWEEN.split(written) for key in _keys(part)]
    one, other = (*found, "", "")[:2]
    return PhoneKeys(one, other)


def _keys(part: str) -> list[str]:
    """The numbers of a stretch without words or slashes between them."""
    keys: list[str] = []
    for plus, digits_written in _NUMBER.findall(part):
        digits = "".join(sign for sign in digits_written if sign.isdigit())
        national = _national(digits, abroad=bool(plus))
        if len(national) == LENGTH * 2:  # two numbers with nothing but a space between
            keys += [national[:LENGTH], national[LENGTH:]]
        elif national and len(national) <= LONGEST:
            keys.append(national)
    return keys


def _national(digits: str, *, abroad: bool) -> str:
    for code in _DENMARK:
        told = abroad or code.startswith("00")
        if told and digits.startswith(code) and len(digits) == LENGTH + len(code):
            return digits.removeprefix(code)
    return digits
