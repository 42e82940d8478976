"""What a conversation counts for, whether it is two-way contact, and whom people meet."""

from staasted.core.conversation.continuity import (
    Continuity,
    MeetingHeld,
    continuity,
    told_groups,
)
from staasted.core.conversation.counts import count, two_way_contact
from staasted.core.conversation.sharing import minutes_each

__all__ = [
    "Continuity",
    "MeetingHeld",
    "continuity",
    "count",
    "minutes_each",
    "told_groups",
    "two_way_contact",
]
