"""Free times: listed and confirmed by one function."""

from staasted.core.slots.interval import Interval, Slot
from staasted.core.slots.mask import Masks, Span, moment
from staasted.core.slots.search import (
    GRID_MINUTES,
    Block,
    Room,
    Search,
    confirms,
    free_times,
    masks,
    next_times,
    rooms_for,
    why_none,
)

__all__ = [
    "GRID_MINUTES",
    "Block",
    "Interval",
    "Masks",
    "Room",
    "Search",
    "Slot",
    "Span",
    "confirms",
    "free_times",
    "masks",
    "moment",
    "next_times",
    "rooms_for",
    "why_none",
]
