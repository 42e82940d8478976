"""What we ask of whoever fetches a calendar from outside."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Known:
    """What the last answer said about its version: sent along, so that nothing is sent twice."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer; ``content`` is None where nothing has changed since ``Known``."""

    content: bytes | None
    known: Known


class NotFetched(Exception):
    """The calendar did not come; ``code`` says why, and holds nothing of the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CalendarSource(Protocol):
    """A way to calendars outside."""

    def accepts(self, address: str) -> bool:
        """Whether the address is of a kind that may be asked at all; nobody is asked yet."""
        ...

    def fetch(self, address: str, *, known: Known, most: int) -> Fetched:
        """The calendar, of at most so many bytes. Errors: NotFetched."""
        ...
