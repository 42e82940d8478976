"""Which adapter stands behind each port."""

from staasted.integrations.identity_demo import DemoIdentity
from staasted.ports.adapters import identity_register


def wire() -> None:
    """Put every adapter to use. Called once, when Django is ready."""
    # The demo identity vouches for nobody: org.services honours it on a demo database alone.
    identity_register(DemoIdentity())
