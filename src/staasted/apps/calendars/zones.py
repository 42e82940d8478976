"""Which time zone a calendar file means, and local moments as moments in UTC."""

from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from staasted.apps.org.clock import COPENHAGEN

LONGEST_NAME = 100
_UTC = frozenset({"utc", "gmt", "z", "etc/utc", "tzone://microsoft/utc"})


def zone_named(name: str) -> tzinfo | None:
    """The zone of a TZID, by its own, Windows' or another program's name; None where unknown.

    Only names of the list are ever looked up: a name from outside is never part of a path.
    """
    written = name.strip().strip('"')
    if len(written) > LONGEST_NAME:
        return None
    if written.lower() in _UTC:
        return UTC
    parts = written.split("/")
    tails = ("/".join(parts[-length:]) for length in (len(parts), 3, 2) if length <= len(parts))
    for known in (WINDOWS_TO_OLSON.get(written, ""), *tails):
        if known in _known():
            return ZoneInfo(known)
    return None


def in_utc(local: datetime, zone: tzinfo) -> datetime:
    """A local moment in UTC: of two the first, and one that is not there an hour later.

    Source: RFC 5545, 3.3.5.
    """
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def danish(local: datetime) -> datetime:
    """A moment without a zone is a Danish one."""
    return in_utc(local, COPENHAGEN)


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())
