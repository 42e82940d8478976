"""What we ask of whoever carries a message to a person outside."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_ABOUT_THE_MAILBOX = frozenset({550, 551, 553})


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
    cannot help (the address is refused); else it may go another time. ``bounced`` when it is the
    address or number itself that takes no messages.
    """

    def __init__(self, code: str, *, final: bool = False, bounced: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.final = final
        self.bounced = bounced


def is_nobodys(code: int, said: str) -> bool:
    """Whether a mail server's refusal says that nobody has the address.

    ``code`` is the reply (RFC 5321, 4.2.3), ``said`` its words, which may begin with the enhanced
    code (RFC 3463): 5.1.x is the address, 5.2.1 a mailbox that is closed. Any other enhanced
    code (a full mailbox, a policy, our own server) says something else; without one 550, 551
    and 553 are about the mailbox.
    """
    enhanced = _ENHANCED.match(said)
    if enhanced:
        return is_nobodys_status(enhanced[0])
    return code in _ABOUT_THE_MAILBOX


def is_nobodys_status(status: str) -> bool:
    """The same of an enhanced code alone, as a returned mail has it: ``5.1.1``."""
    return status.startswith("5.1.") or status == "5.2.1"


class MessageSender(Protocol):
    """A way out for messages, as the outbox sees it."""

    slug: str

    def send(self, message: Outgoing) -> None:
        """Hand the message over. Errors: NotSent; anything else means that nobody knows."""
        ...
