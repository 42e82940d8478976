"""What covers somebody on a day: a time, an agreed day, or a relief that still holds."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Cover(StrEnum):
    """What a citizen has ahead. All but the first two are reliefs (semantics, section 8)."""

    BOOKING = "booking"
    AGREED = "agreed"
    PAUSE = "pause"
    DOCUMENTED_RELIEF = "documented_relief"
    SHARE_EXEMPTION = "share_exemption"
    SICK_EMPLOYED_RELIEF = "sick_employed_relief"
    STANDBY = "standby"


class Relieved(NamedTuple):
    """A relief that holds on the day looked at, and the last day until it is looked at again.

    ``until`` None: it ends when its own ground does, which is not known beforehand.
    """

    by: Cover
    until: date | None = None


class Ahead(NamedTuple):
    """What one citizen has ahead on a day.

    ``agreed_on`` is the last day of the next contact that is agreed, ``contact_on`` the last day
    up to the one looked at on which the two were in contact both ways.
    """

    booked: bool = False
    agreed_on: date | None = None
    reliefs: Sequence[Relieved] = ()
    contact_on: date | None = None


class AheadBounds(NamedTuple):
    """House numbers in days: how far ahead an agreed day covers, and how long a relief does after
    the last contact both ways."""

    agreed_days: int
    relief_days: int


def covers_of(ahead: Ahead, on: date, bounds: AheadBounds) -> tuple[Cover, ...]:
    """Return everything that covers a citizen on a day; nothing is *uncovered*.

    An agreed day covers from today on, that day included. A relief covers while its own day of
    review lies ahead (inclusive), for so many days after the last contact both ways at most, and
    not at all where there never was one.
    """
    found = [Cover.BOOKING] if ahead.booked else []
    last = on + timedelta(days=bounds.agreed_days)
    if ahead.agreed_on is not None and on <= ahead.agreed_on <= last:
        found.append(Cover.AGREED)
    spoken = ahead.contact_on
    if spoken is not None and (on - spoken).days <= bounds.relief_days:
        found += [each.by for each in ahead.reliefs if each.until is None or each.until >= on]
    return tuple(found)
