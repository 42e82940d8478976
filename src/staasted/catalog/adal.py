"""The demo's invented municipality as data: staff, opening hours, how its history goes."""

from datetime import time
from functools import cache
from typing import Literal

from pydantic import Field

from staasted.catalog.reader import FOLDER, Entry, read_entry

Share = int
"""Of a hundred."""
Days = tuple[int, int]
"""From and to, both inclusive."""


class StaffEntry(Entry):
    """One invented member of staff."""

    name: str
    email: str
    roles: tuple[Literal["counsellor", "lead"], ...]


class Hours(Entry):
    """A stretch of a working day, in Danish time, half-open."""

    starts: time
    ends: time


class History(Entry):
    """Shares (of a hundred) and days the invented history is drawn from."""

    first_in_time: Share
    first_after_days: Days
    first_late_days: Days
    gap_days: Days
    not_met: Share
    cancelled: Share
    by_phone_or_video: Share
    booked_ahead_days: int = Field(gt=0)
    upcoming_days: int = Field(gt=0)
    answered: Share


class Adal(Entry):
    """The whole invented municipality."""

    staff: tuple[StaffEntry, ...]
    openings: tuple[Hours, ...]
    days_before: int
    days_after: int
    history: History
    wishes: tuple[str, ...]
    notes: tuple[str, ...]


@cache
def adal() -> Adal:
    """The invented municipality, read once; raises CatalogError."""
    return read_entry(Adal, FOLDER / "adal.yaml")
