"""Free times: listed and confirmed by one function."""

from staasted.core.slots.interval import Interval, Slot
from staasted.core.slots.mask import Masks, Span, moment, shared
from staasted.core.slots.pattern import (
    Occurrence,
    Parting,
    Pattern,
    Stretch,
    overlapping,
    part_from,
    stretch_require,
    uncovered,
)
from staasted.core.slots.search import (
    GRID_MINUTES,
    Block,
    CoHolder,
    Room,
    Search,
    confirms,
    free_times,
    masks,
    next_times,
    rooms_for,
    why_none,
)
from staasted.core.slots.window import Window

__all__ = [
    "GRID_MINUTES",
    "Block",
    "CoHolder",
    "Interval",
    "Masks",
    "Occurrence",
    "Parting",
    "Pattern",
    "Room",
    "Search",
    "Slot",
    "Span",
    "Stretch",
    "Window",
    "confirms",
    "free_times",
    "masks",
    "moment",
    "next_times",
    "overlapping",
    "part_from",
    "rooms_for",
    "shared",
    "stretch_require",
    "uncovered",
    "why_none",
]
