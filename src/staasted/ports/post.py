"""What we ask of whoever carries a letter to a citizen: Digital Post later, files in the demo."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter, ready to go: ``key`` is its own and the same each time it is tried."""

    key: str
    sender: str
    receiver: str
    title: str
    body: str
    sent_at: datetime


class NotCarried(Exception):
    """The letter did not go, for certain; ``code`` holds nothing of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Post(Protocol):
    """A way for letters, as the house sees it."""

    slug: str

    def carry(self, letter: Posted) -> str:
        """Hand the letter over; answers with the carrier's own reference.

        Errors: NotCarried; anything else means that nobody knows.
        """
        ...
