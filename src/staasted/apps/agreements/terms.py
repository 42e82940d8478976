"""What an agreement says, before it is one."""

from dataclasses import dataclass
from datetime import date

from staasted.core.axes import Channel, Freedom


@dataclass(frozen=True, slots=True)
class Terms:
    """Freedom, interval in weeks (None: agreed each time) and the next contact.

    ``next_from`` and ``next_to`` are inclusive; ``reasons`` are codes with values.
    """

    freedom: Freedom
    interval_weeks: int | None
    next_from: date | None
    next_to: date | None
    channel: Channel | None = None
    purpose: str = ""
    reasons: tuple[dict[str, object], ...] = ()
