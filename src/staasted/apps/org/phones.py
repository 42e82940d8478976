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
_CODE = "45"
_DENMARK = ("0045", _CODE)


class PhoneKeys(NamedTuple):
    """What the first two numbers of a cell are found by; empty where there is none."""

    phone_key: str
    other_phone_key: str


def phone_keys(written: str) -> PhoneKeys:
    """The keys of what was written in one cell; a third number has none."""
    found = [key for part in _BETWEEN.split(written) for key in _keys(part)]
    one, other = (*found, "", "")[:2]
    return PhoneKeys(one, other)


def sms_number(written: str) -> str:
    """The digits, with country code, of the first number in a cell; empty where there is none.

    One of another country counts where it is written with its code: a digit too many in a Danish
    one must not become somebody's abroad.
    """
    for part in _BETWEEN.split(written):
        for plus, digits_written in _NUMBER.findall(part):
            digits = "".join(sign for sign in digits_written if sign.isdigit())
            found = _with_code(digits.removeprefix("00"), abroad=bool(plus or digits[:2] == "00"))
            if found:
                return found
    return ""


def _with_code(digits: str, *, abroad: bool) -> str:
    """A number's digits with its country code; empty where they are no number."""
    danish = digits.removeprefix(_CODE) if digits.startswith(_CODE) else ""
    if len(danish) == LENGTH:
        return digits
    if abroad:
        return "" if danish or not LENGTH < len(digits) <= LONGEST else digits
    own = len(digits) in (LENGTH, LENGTH * 2)  # alone, or two with nothing but a space between
    return f"{_CODE}{digits[:LENGTH]}" if own else ""


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
