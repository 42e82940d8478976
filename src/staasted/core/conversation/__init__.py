"""Conversations: what counts, and why."""

from staasted.core.conversation.counts import count, two_way_contact
from staasted.core.conversation.sharing import minutes_each

__all__ = ["count", "minutes_each", "two_way_contact"]
