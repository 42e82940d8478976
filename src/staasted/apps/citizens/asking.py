"""What somebody typed to find a citizen: a CPR number, a telephone number, a public id or a name.

Nothing here reads anybody. A CPR number is handed on as its digits and shown by nobody.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from staasted.apps.org.naming import name_key
from staasted.apps.org.phones import LENGTH as PHONE_DIGITS
from staasted.apps.org.phones import phone_keys
from staasted.apps.org.public_id import ALPHABET
from staasted.apps.org.public_id import LENGTH as ID_LENGTH
from staasted.core.citizen.cpr import DIGITS as CPR_DIGITS

_NUMERAL = re.compile(r"\+?[\d\s\-\u2010-\u2015]+")
_PUBLIC_ID = re.compile(rf"[{ALPHABET}]{{{ID_LENGTH}}}")
LONGEST = 100
"""Characters; nobody types more to find somebody."""


class By(StrEnum):
    """What is searched by; ``UNREADABLE`` is neither of them, and ``NOTHING`` is empty."""

    NAME = "name"
    PHONE = "phone"
    CPR = "cpr"
    PUBLIC_ID = "public_id"
    UNREADABLE = "unreadable"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to search by, and for what. ``repr`` shows no number."""

    by: By
    value: str = field(default="", repr=False)

    @property
    def in_address(self) -> bool:
        """Whether it may stand in an address: no number that belongs to a person may."""
        return self.by in (By.NAME, By.PUBLIC_ID)


def asked_for(typed: str) -> Asked:
    """Ten digits are a CPR number, eight or +45 a telephone number; else an id, else a name."""
    written = " ".join(typed.split())
    if not written:
        return Asked(By.NOTHING)
    if _NUMERAL.fullmatch(written):
        return _numeral(written)
    if _PUBLIC_ID.fullmatch(written.lower()):
        return Asked(By.PUBLIC_ID, written.lower())
    if len(written) > LONGEST or any(sign.isdigit() for sign in written) or not name_key(written):
        return Asked(By.UNREADABLE)
    return Asked(By.NAME, written)


def _numeral(written: str) -> Asked:
    digits = "".join(sign for sign in written if sign.isdigit())
    if len(digits) == CPR_DIGITS and not written.startswith("+"):
        return Asked(By.CPR, digits)
    key = phone_keys(written).phone_key
    if len(key) == PHONE_DIGITS or written.startswith("+"):
        return Asked(By.PHONE, key) if key else Asked(By.UNREADABLE)
    return Asked(By.UNREADABLE)
