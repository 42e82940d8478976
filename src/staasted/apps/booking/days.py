"""Danish days as moments."""

from datetime import date, datetime, time, timedelta

from staasted.apps.org.clock import COPENHAGEN


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The first moment of a Danish day and of the next."""
    start = datetime.combine(on, time.min, COPENHAGEN)
    return start, datetime.combine(on + timedelta(days=1), time.min, COPENHAGEN)
