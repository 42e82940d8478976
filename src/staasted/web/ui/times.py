"""Free times grouped for a reader: by day, each day saying its date and number in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from staasted.catalog.speech import danish_date
from staasted.core.slots import Slot

YEARS = range(2000, 2200)  # beyond them the calendar's own arithmetic ends


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its free times; ``chosen`` where it is the one opened."""

    on: date
    slots: tuple[Slot, ...]
    chosen: bool


def days(slots: Iterable[Slot], chosen: date | None) -> list[Day]:
    """The days that have times, in order; ``chosen`` is the day to open."""
    grouped = groupby(slots, key=_danish_day)
    return [Day(on, tuple(times), on == chosen) for on, times in grouped]


def written(moment: datetime) -> str:
    """A start as an address carries it: UTC, to the minute."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def start_read(written: str) -> datetime | None:
    """The start in an address again; None where it is none, or in no calendar of ours."""
    try:
        start = datetime.strptime(written, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return start if start.year in YEARS else None


def day_read(written: str) -> date | None:
    """A day in an address; None where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _danish_day(slot: Slot) -> date:
    return danish_date(slot.start)
