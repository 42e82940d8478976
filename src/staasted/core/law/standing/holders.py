"""Kinds: who may hold a conversation, and how large a part may be of one sort."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from staasted.core.axes import Holder
from staasted.core.law.facts import ContactEvent, CountedEvent
from staasted.core.law.rule import Kind


class Axis(StrEnum):
    """The axis a share is taken on."""

    CHANNEL = "channel"
    FORM = "form"
    HELD_BY = "held_by"


@dataclass(frozen=True, slots=True)
class Holders(Kind):
    """Those whose conversations count. Source: LBK 280/2024 §§ 27, stk. 1, and 31."""

    allowed: frozenset[Holder]


@dataclass(frozen=True, slots=True)
class LargestShare(Kind):
    """At most this share (0-1) of a group's counted conversations is of these values.

    Source: BEK 603/2017 § 4 (trials: "a smaller part" by phone, in groups, held by others).
    """

    axis: Axis
    values: frozenset[str]
    share: float

    def room(self, events: Sequence[CountedEvent]) -> int:
        """Return how many more of these values fit; below 0 is too many already."""
        counted = [e.event for e in events if e.value]
        return self.left(len(counted), sum(self._value(e) in self.values for e in counted))

    def left(self, counted: int, of_them: int) -> int:
        """Return the room among ``counted`` conversations, ``of_them`` of these values."""
        return int(self.share * counted) - of_them

    def _value(self, event: ContactEvent) -> str:
        return str(getattr(event, self.axis.value))
