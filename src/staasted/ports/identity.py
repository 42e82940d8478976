"""What we ask of whoever says who has come: a claim, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Claim:
    """What an identity provider vouches for: its own name for the one who came.

    ``demo`` claims vouch for nothing and are honoured only on a demo database.
    """

    provider: str
    subject: str
    demo: bool = False


class IdentityProvider(Protocol):
    """An identity provider as the login room sees it."""

    slug: str

    def claim(self, answer: Mapping[str, str]) -> Claim | None:
        """The claim in the provider's answer (a posted form), or None where there is none."""
        ...
