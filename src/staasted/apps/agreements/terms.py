"""What an agreement says, before it is one."""

from dataclasses import dataclass
from datetime import date

from staasted.apps.agreements.states import PauseReason
from staasted.core.axes import Channel, Freedom, Holder


@dataclass(frozen=True, slots=True)
class Pause:
    """Why contact pauses, and the last day it is looked at again (inclusive)."""

    reason: PauseReason
    until: date


@dataclass(frozen=True, slots=True)
class Terms:
    """Freedom, interval in weeks (None: agreed each time) and the next contact.

    ``next_from`` and ``next_to`` are inclusive; none where there is a pause. ``reasons`` are codes
    with values, ``words`` what whoever proposed it wrote.
    """

    freedom: Freedom
    interval_weeks: int | None
    next_from: date | None
    next_to: date | None
    channel: Channel | None = None
    purpose: str = ""
    reasons: tuple[dict[str, object], ...] = ()
    holder: Holder | None = None
    pause: Pause | None = None
    words: str = ""

    @property
    def fields(self) -> dict[str, object]:
        """As an agreement stores it."""
        return {
            "freedom": self.freedom.value,
            "interval_weeks": self.interval_weeks,
            "next_from": self.next_from,
            "next_to": self.next_to,
            "channel": self.channel.value if self.channel else "",
            "purpose": self.purpose,
            "held_by": self.holder.value if self.holder else "",
            "pause_reason": self.pause.reason.value if self.pause else "",
            "pause_until": self.pause.until if self.pause else None,
            "words": self.words,
        }
