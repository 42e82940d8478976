"""Danish days and times of day as moments, and moments as Danish days."""

from datetime import UTC, date, datetime, time, timedelta

from staasted.apps.org.clock import COPENHAGEN
from staasted.core.slots import Interval, Stretch


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The first moment of a Danish day and of the next."""
    start = datetime.combine(on, time.min, COPENHAGEN)
    return start, datetime.combine(on + timedelta(days=1), time.min, COPENHAGEN)


def stretch_on(on: date, stretch: Stretch) -> Interval | None:
    """A stretch of a Danish day as moments; None where the clocks have jumped over it.

    A time that is there twice is the first of the two.
    """
    starts, ends = (datetime.combine(on, at, COPENHAGEN).astimezone(UTC) for at in stretch)
    return Interval(starts, ends) if starts < ends else None


def danish_day(moment: datetime) -> date:
    """The Danish day a moment lies in."""
    return moment.astimezone(COPENHAGEN).date()
