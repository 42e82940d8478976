"""Conversations: what counts, and why."""

from staasted.core.conversation.counts import count, two_way_contact

__all__ = ["count", "two_way_contact"]
