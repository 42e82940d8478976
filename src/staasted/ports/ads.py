"""What we ask of whoever tells which jobs are free."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from staasted.core.ads import Ad

MOST_ADS = 5_000
"""Ads of one feed; a municipality and its neighbours have fewer. Source: decision 0042."""


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that could not be used: its number from 1, and why."""

    row: int
    code: str


@dataclass(frozen=True, slots=True)
class AdsRead:
    """Every ad a feed holds now, and the rows that were none; ``made_at`` is when whoever made it
    did so."""

    ads: tuple[Ad, ...]
    made_at: datetime
    refused: tuple[RowRefused, ...] = ()


class AdsNotRead(Exception):
    """The feed could not be used as a whole; ``code`` says why and holds nothing of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AdSource(Protocol):
    """A way to job ads."""

    slug: str

    def read(self, *, on: date, now: datetime) -> AdsRead:
        """Return every ad as on a Danish day, each id once, at most ``MOST_ADS``.

        Errors: AdsNotRead.
        """
        ...
