"""CPR numbers as municipalities write them, replacement numbers among them.

Ours because ``python-stdnum`` refuses replacement numbers (day 61-91), and those are real
in municipalities. Check digits are never enforced: numbers that fail modulus 11 have been
issued since 1 October 2007.
Source: the CPR office, "Personnummeret i CPR-systemet" and "Opbygning af CPR-nummeret"
(cpr.dk): structure, century table, replacement numbers, end of the modulus 11 check.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from staasted.core.errors import DomainError

DIGITS = 10
DIGITS_WITHOUT_LEADING_ZERO = 9
REPLACEMENT_DAYS = 60
"""Added to the day of birth in a replacement number. Source: the CPR office, questions and
answers on personal numbers (the first digit of the day is raised by 6)."""

_CENTURIES = {
    **dict.fromkeys((0, 1, 2, 3), (99, 1900, 1900)),
    **dict.fromkeys((4, 9), (36, 2000, 1900)),
    **dict.fromkeys((5, 6, 7, 8), (57, 2000, 1800)),
}
"""7th digit → last year (inclusive) of the first century, that century, the one otherwise.
Source: the CPR office's century table in "Personnummeret i CPR-systemet"."""

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
"""White space and every dash a spreadsheet may have put in for the hyphen."""
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How exports make a spreadsheet keep a leading zero; exactly this, and never a formula."""


@dataclass(frozen=True, slots=True)
class CprNumber:
    """Ten digits that name a birth date. Neither ``str`` nor ``repr`` shows them."""

    digits: str = field(repr=False)
    birth_date: date = field(repr=False)

    @property
    def is_replacement(self) -> bool:
        """Whether the day carries the 60 of a replacement number."""
        return int(self.digits[:2]) > REPLACEMENT_DAYS

    def __str__(self) -> str:
        return "CPR ••••••-••••"


def cpr_parse(written: str) -> CprNumber:
    """Read a CPR number: hyphen or not, spaces, a lost leading zero, ``="…"`` around it.

    It may be real or a replacement.

    Errors: DomainError ``cpr_missing``, ``cpr_not_digits``, ``cpr_length``,
    ``cpr_all_zero`` or ``cpr_no_such_date``; none of them carries the number.
    """
    wrapped = _AS_TEXT.fullmatch(written.strip())
    digits = _ten_digits(_SEPARATORS.sub("", wrapped[1] if wrapped else written))
    return CprNumber(digits=digits, birth_date=_birth_date(digits))


def _ten_digits(packed: str) -> str:
    if not packed:
        raise DomainError("cpr_missing")
    if not (packed.isascii() and packed.isdigit()):
        raise DomainError("cpr_not_digits")
    if len(packed) not in (DIGITS, DIGITS_WITHOUT_LEADING_ZERO):
        raise DomainError("cpr_length")
    if not packed.strip("0"):
        raise DomainError("cpr_all_zero")
    return packed.zfill(DIGITS)


def _birth_date(digits: str) -> date:
    day, month = int(digits[:2]), int(digits[2:4])
    if day > REPLACEMENT_DAYS:
        day -= REPLACEMENT_DAYS
    year = cpr_birth_year(year_of_century=int(digits[4:6]), seventh=int(digits[6]))
    try:
        return date(year, month, day)
    except ValueError:
        raise DomainError("cpr_no_such_date") from None


def cpr_birth_year(*, year_of_century: int, seventh: int) -> int:
    """The full birth year from digits 5-6 (0-99) and digit 7 (0-9), by the century table."""
    last, until_last, after = _CENTURIES[seventh]
    return (until_last if year_of_century <= last else after) + year_of_century
