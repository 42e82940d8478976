"""The one registry: which adapter stands behind each port. Filled by ``config``."""

from staasted.ports.identity import IdentityProvider

_identity: dict[str, IdentityProvider] = {}


def identity_register(provider: IdentityProvider) -> None:
    """Put an identity provider to use under its slug."""
    _identity[provider.slug] = provider


def identity(slug: str) -> IdentityProvider:
    """The identity provider of that slug. Errors: KeyError where none is registered."""
    return _identity[slug]
