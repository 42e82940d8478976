"""Free times: listed and confirmed by one function."""

from staasted.core.slots.interval import Interval, Slot
from staasted.core.slots.search import (
    GRID_MINUTES,
    Search,
    confirms,
    free_times,
    next_times,
    why_none,
)

__all__ = [
    "GRID_MINUTES",
    "Interval",
    "Search",
    "Slot",
    "confirms",
    "free_times",
    "next_times",
    "why_none",
]
