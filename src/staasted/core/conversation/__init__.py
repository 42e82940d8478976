"""Conversations: what counts, and why."""

from staasted.core.conversation.counts import count, first_held_on, two_way_contact

__all__ = ["count", "first_held_on", "two_way_contact"]
