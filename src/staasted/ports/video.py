"""What we ask of whoever makes the room two people meet in on video."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conversation on video: ``key`` is its own, a secret, and the same each time it is asked.

    ``standing`` is the address whoever holds it always uses, or empty.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A room: the address one meets at, and what its keeper knows it by, where it must be ended.

    ``host_address`` is where whoever leads the meeting comes in, if that is another address:
    others may have to wait until somebody has.
    """

    address: str
    ref: str = ""
    host_address: str = ""


class NotMade(Exception):
    """There is no room, or it was not ended, for certain.

    ``code`` says why in a word. ``final`` when trying again by itself cannot help.
    """

    def __init__(self, code: str, *, final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.final = final


class VideoRooms(Protocol):
    """A way to rooms. ``at_once`` where nobody outside is asked."""

    slug: str
    at_once: bool

    def make(self, meeting: Meeting) -> Made:
        """The room of a meeting: the same again for the same key. Errors: NotMade."""
        ...

    def end(self, meeting: Meeting, ref: str) -> None:
        """Let a room be no more; also where ``ref`` is not known. Errors: NotMade."""
        ...
