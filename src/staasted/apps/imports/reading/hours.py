"""Registered hours by month: a cell that lists months, or a column a month."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from staasted.apps.imports.reading.numerals import number_read
from staasted.apps.imports.reading.refusals import CellRefused, RowReason
from staasted.catalog.imports import month_numbers

HOURS_A_MONTH = Decimal(31 * 24)
"""No month has more hours than this."""
_CENTURIES = range(1900, 2100)
_BETWEEN = re.compile(r"[;\n|]")
_DIGITS = re.compile(r"(\d{4})[-./ ]?(\d{1,2})|(\d{1,2})[-./ ]?(\d{4})")
_NAMED = re.compile(r"([^\W\d]{3,12})[-./ ]*(\d{4})")


@dataclass(frozen=True, slots=True)
class HoursInMonth:
    """Hours of used benefit right an unemployment fund registered in a month.

    ``month`` is the month's first day.
    """

    month: date
    hours: Decimal


def month_read(written: str) -> date | None:
    """The first day of a month written ``2026-01``, ``01-2026``, ``jan 2026``; else None."""
    text = written.strip().casefold()
    if text.isascii() and (found := _DIGITS.fullmatch(text)):
        year, month, month_first, year_last = found.groups()
        return _month(int(year or year_last), int(month or month_first))
    if named := _NAMED.fullmatch(text):
        return _month(int(named[2]), month_numbers().get(named[1], 0))
    return None


def _month(year: int, month: int) -> date | None:
    known = year in _CENTURIES and 1 <= month <= 12  # noqa: PLR2004 months of a year
    return date(year, month, 1) if known else None


def hours_read(written: str, *, month: date, today: date) -> HoursInMonth:
    """One month's hours. Errors: CellRefused."""
    if month > today:
        raise CellRefused(RowReason.HOURS_AHEAD)
    return HoursInMonth(month, number_read(written, least=Decimal(0), most=HOURS_A_MONTH))


def hours_list_read(written: str, *, today: date) -> tuple[HoursInMonth, ...]:
    """``2026-01: 96,20; 2026-02: 160,33`` in the order of the months. Errors: CellRefused."""
    found: dict[date, HoursInMonth] = {}
    for entry in filter(str.strip, _BETWEEN.split(written)):
        # No pattern here: one with white space on three sides takes cubic time.
        head, sep, tail = entry.strip().replace("=", ":").partition(":")
        month = month_read(head)
        if not sep or ":" in tail or month is None:
            raise CellRefused(RowReason.HOURS_FORMAT)
        if month in found:
            raise CellRefused(RowReason.HOURS_TWICE)
        found[month] = hours_read(tail.strip(), month=month, today=today)
    return tuple(found[month] for month in sorted(found))
