"""A time in a profile: a year, a month of a year, or a day, as ISO 8601 writes it.

Source of the shape: JSON Resume's schema 1.0.0, ``iso8601``: each part after the year may lack.
"""

import re
from datetime import date

from staasted.core.errors import DomainError

FIRST, LAST = 1900, 2100
"""Years somebody's working life may lie in, both inclusive. Source: decision 0041."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})", re.ASCII)


def month_read(written: str) -> str:
    """A time as people write it ("3-2021", "03/2021", "2021", "2021-03") in ISO 8601's way.

    Empty stays empty. Errors: DomainError ``profile_no_month``.
    """
    told = written.strip()
    if not told:
        return ""
    if found := _ISO.fullmatch(told):
        return _iso(told, *found.groups())
    if found := _MONTH_FIRST.fullmatch(told):
        return _iso(told, found[2], found[1].zfill(2), None)
    if found := _DAY_FIRST.fullmatch(told):
        return _iso(told, found[3], found[2].zfill(2), found[1].zfill(2))
    raise DomainError("profile_no_month", written=told[:40])


def month_written(iso: str) -> str:
    """The same as people write it: "03-2021"; anything else, a year or a whole day, as it is."""
    found = _ISO_MONTH.fullmatch(iso)
    return f"{found[2]}-{found[1]}" if found else iso


def in_order(started: str, ended: str) -> bool:
    """Whether a time does not end before it begins, as far as both are known."""
    known = min(len(started), len(ended))
    return not known or started[:known] <= ended[:known]


def _iso(told: str, year: str, month: str | None, day: str | None) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise DomainError("profile_no_month", written=told[:40]) from None
    if not FIRST <= int(year) <= LAST:
        raise DomainError("profile_no_month", written=told[:40])
    return "-".join(part for part in (year, month, day) if part)
