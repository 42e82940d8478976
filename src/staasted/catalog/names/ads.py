"""What the invented municipality's job ads are put together from."""

from functools import cache

from pydantic import Field

from staasted.catalog.names.shares import FOLDER, Days, Weights
from staasted.catalog.reader import Entry, read_entry


class AdDraw(Entry):
    """One kind of job, and who is said to look for somebody."""

    title: str
    field: str
    employers: tuple[str, ...] = Field(min_length=1)
    text: str


class AdDraws(Entry):
    """How many ads a day, how long each runs, and what they say; ``places`` are postal codes."""

    a_day: int = Field(gt=0)
    deadline_days: Days
    shown_days: int = Field(gt=0)
    hours: tuple[str, ...]
    places: Weights
    host: str
    jobs: tuple[AdDraw, ...]


@cache
def ad_draws() -> AdDraws:
    """The ads are put together from these. Errors: CatalogError."""
    return read_entry(AdDraws, FOLDER / "ads.yaml")
