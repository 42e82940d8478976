"""How the invented municipality has talked with people."""

from datetime import time
from functools import cache

from pydantic import Field

from staasted.catalog.names.shares import FOLDER, Days, Share, Weights
from staasted.catalog.reader import Entry, read_entry


class Rhythm(Entry):
    """Days to the first conversation and between those after it (ends included)."""

    first_in_time: Share
    first_days: Days
    first_late_days: Days
    early_gap: Days
    later_gap: Days


class Opening(Entry):
    """A stretch of a working day, in Danish time, half-open."""

    starts: time
    ends: time


class ContactDraws(Entry):
    """What the history is drawn from; ``days`` back from the file's day, ``grid`` in minutes."""

    days: int = Field(gt=0)
    early_days: int = Field(gt=0)
    rhythms: dict[str, Rhythm]
    again_days: Days
    channels: Weights
    outcomes: Weights
    forms: Weights
    holders: Weights
    minutes_missing: Share
    openings: tuple[Opening, ...]
    grid: int = Field(gt=0)


@cache
def contact_draws() -> ContactDraws:
    """What the history is drawn from. Errors: CatalogError."""
    return read_entry(ContactDraws, FOLDER / "contact.yaml")
