"""What we ask of whoever carries a message to a person outside."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Road(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, ready to go: ``key`` is its own and the same each time it is tried.

    ``to`` is an e-mail address, or the digits of a telephone number with its country code; an SMS
    has no subject.
    ``calendar`` is what a calendar takes of it, with its METHOD (RFC 5545), or empty.
    """

    key: str
    to: str
    subject: str
    body: str
    at: datetime
    road: Road = Road.EMAIL
    calendar: str = ""


class NotSent(Exception):
    """The message did not go, for certain.

    ``code`` says why in a word that holds nothing of the message. ``final`` when trying again
    cannot help (the address is refused); else it may go another time.
    """

    def __init__(self, code: str, *, final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.final = final


class MessageSender(Protocol):
    """A way out for messages, as the outbox sees it."""

    slug: str

    def send(self, message: Outgoing) -> None:
        """Hand the message over. Errors: NotSent; anything else means that nobody knows."""
        ...
