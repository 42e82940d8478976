"""The one registry: which adapter stands behind each port. Filled by ``config``."""

from staasted.ports.identity import IdentityProvider
from staasted.ports.messages import MessageSender

_identity: dict[str, IdentityProvider] = {}
_senders: dict[str, MessageSender] = {}


def identity_register(provider: IdentityProvider) -> None:
    """Put an identity provider to use under its slug."""
    _identity[provider.slug] = provider


def identity(slug: str) -> IdentityProvider:
    """The identity provider of that slug. Errors: KeyError where none is registered."""
    return _identity[slug]


def sender_register(sender: MessageSender) -> None:
    """Put a way out for messages to use under its slug."""
    _senders[sender.slug] = sender


def sender(slug: str) -> MessageSender | None:
    """The way out of that slug; None where none is registered."""
    return _senders.get(slug)
