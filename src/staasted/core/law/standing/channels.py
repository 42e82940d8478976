"""Kind: which channels a conversation may take."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from staasted.core.axes import Channel
from staasted.core.law.length import Length
from staasted.core.law.rule import Kind


@dataclass(frozen=True, slots=True)
class EarlyChannels:
    """Channels that stand instead in the first stretch of a clock, last day included."""

    clock: str
    within: Length
    channels: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Channels(Kind):
    """The channels of the first conversation, and those the person chooses between after it.

    ``also`` and ``also_first``: fact → channels that are allowed besides while it is true.
    Source: LBK 280/2024 § 33, stk. 1.
    """

    first: frozenset[Channel]
    then: frozenset[Channel]
    also: Mapping[str, frozenset[Channel]] = field(default_factory=dict)
    also_first: Mapping[str, frozenset[Channel]] = field(default_factory=dict)
    early: EarlyChannels | None = None

    def allowed(self, *, first_held: bool) -> frozenset[Channel]:
        """Return the channels allowed now; `first_held` when a first one has counted."""
        return self.then if first_held else self.first

    def by_fact(self, *, first_held: bool) -> Mapping[str, frozenset[Channel]]:
        """Return what facts allow besides."""
        return self.also if first_held else self.also_first
