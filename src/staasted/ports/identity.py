"""What we ask of whoever says who has come: a claim, or a refusal with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from staasted.core.errors import DomainError


class Assurance(IntEnum):
    """How sure a provider is of who has come: NSIS's *lav*, *betydelig*, *høj*."""

    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3


class Audience(StrEnum):
    """Whom a provider is for; a login opens the rooms of these alone."""

    CITIZENS = "citizens"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class OneUse:
    """An answer that may be used once: its id, and the aware moment it is refused anyway."""

    ref: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """What an identity provider vouches for: its own name for the one who came.

    ``demo`` claims vouch for nothing and are honoured only on a demo database. ``cpr`` is ten
    digits or empty; what identifies a person never shows in a repr, and so in no log.
    """

    provider: str
    subject: str = field(repr=False)
    demo: bool = False
    audience: Audience | None = None
    assurance: Assurance | None = None
    needs_assurance: bool = True
    cpr: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    once: OneUse | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody back from a provider: the claim, and the address of ours they were on the way to.

    ``keepsake`` is what the provider must be shown at log-out; it holds no CPR number.
    """

    claim: Claim
    onward: str = ""
    keepsake: str = field(default="", repr=False)


class LoginRefused(DomainError):
    """A login that is not honoured; ``detail`` is a code for the log alone."""

    def __init__(self, code: str, detail: str = "", **values: object) -> None:
        super().__init__(code)
        self.values = values
        self.detail = detail or code


class IdentityProvider(Protocol):
    """An identity provider whose answer is a posted form: the demo's."""

    slug: str

    def claim(self, answer: Mapping[str, str]) -> Claim | None:
        """The claim in the provider's answer (a posted form), or None where there is none."""
        ...


class RedirectProvider(Protocol):
    """An identity provider one is sent to and comes back from. Requests are Django's."""

    slug: str
    name: str
    audience: Audience

    def depart(self, request: Any, onward: str) -> Any:
        """The answer that sends somebody to the provider. Errors: LoginRefused."""
        ...

    def receive(self, request: Any) -> Any:
        """The answer to what a provider posts across sites; None where it redirects instead.

        Errors: LoginRefused.
        """
        ...

    def arrive(self, request: Any) -> Arrival:
        """Who came back. Errors: LoginRefused."""
        ...

    def farewell(self, keepsake: str, back: str) -> str:
        """The address that logs out at the provider too, and leads back; empty without one."""
        ...

    def description(self, request: Any) -> Any:
        """Our own description for the provider's people; None where none is needed."""
        ...
