"""What we ask of the way to the municipality's case system (fagsystem)."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CaseTold:
    """One event, ready to go: ``key`` is its own and the same each time it is tried.

    ``body`` is JSON in UTF-8; it may hold a CPR number, and stands in no log. ``at`` is the moment
    it is tried, in seconds since 1970.
    """

    key: str
    body: bytes
    at: int


class NotTaken(Exception):
    """The case system did not take it. ``code`` says why in a word that holds nothing of it.

    ``final`` when trying again cannot help: it was read, and refused.
    """

    def __init__(self, code: str, *, final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.final = final


class CaseSystem(Protocol):
    """A way to the case system."""

    def take(self, told: CaseTold) -> None:
        """Hand an event over; it may be handed over again. Errors: NotTaken."""
        ...
