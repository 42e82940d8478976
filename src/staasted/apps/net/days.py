"""The days nobody works here, beside Saturday and Sunday."""

from collections.abc import Callable
from datetime import date, timedelta

from staasted.apps.booking.models import ClosingDay
from staasted.catalog.public_holidays import is_holiday

BACK = timedelta(days=91)
AHEAD = timedelta(days=28)
"""How far around a day working days are counted; further than any limit of the net's."""


def shut(on: date) -> Callable[[date], bool]:
    """Public holidays and closing days around a day: one query."""
    held = ClosingDay.objects.filter(withdrawn=False, on__gte=on - BACK, on__lte=on + AHEAD)
    closed = frozenset(held.values_list("on", flat=True))
    return lambda day: day in closed or is_holiday(day)
