"""Kind: which channels a conversation may take."""

from dataclasses import dataclass

from staasted.core.axes import Channel


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of the first conversation, and those the person chooses between after it.

    Source: LBK 280/2024 § 33, stk. 1.
    """

    first: frozenset[Channel]
    then: frozenset[Channel]

    def allowed(self, *, first_held: bool) -> frozenset[Channel]:
        """Return the channels allowed now; `first_held` when a first one has counted."""
        return self.then if first_held else self.first
