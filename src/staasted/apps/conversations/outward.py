"""A closed conversation as the municipality's case system is told of it."""

from staasted.apps.case_system.kinds import EventKind
from staasted.apps.case_system.services import Told
from staasted.apps.conversations.models import Conversation

ALSO = ("purpose", "form", "channel", "held_by", "outcome", "minutes", "note")


def conversation_told(conversation: Conversation) -> Told:
    """What is told, by the booking it came from; told again it is the next version."""
    booking, closer = conversation.booking, conversation.closed_by
    facts: dict[str, object] = {name: getattr(conversation, name) for name in ALSO}
    facts["starts_at"] = conversation.starts_at.isoformat()
    facts["by"] = closer.name if closer else ""
    subject = booking.public_id if booking else ""
    return Told(EventKind.CONVERSATION, subject, facts)


def undone_told(conversation: Conversation) -> Told:
    """That a closing was taken back: what was told of the conversation holds no more."""
    told = conversation_told(conversation)
    facts = {"starts_at": told.facts["starts_at"], "outcome": "undone", "by": told.facts["by"]}
    return Told(told.kind, told.subject, facts)
