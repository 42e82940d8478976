"""To whom one complains of a decision, and for how long: by the act the decision rests on."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, Entry, read_entries
from staasted.catalog.rules.sections import cited
from staasted.core.errors import DomainError

FILE = FOLDER / "complaint_bodies.yaml"


class ComplaintWords(Entry):
    """The complaint body, the act's everyday name, and what the body promises, if anything."""

    body: str
    act: str
    quick: str = ""


class ComplaintWay(Entry):
    """How one complains of a decision by one act (``slug``, as citations begin).

    ``cites`` names the body, ``quick`` a section that promises an answer in time. ``weeks`` is how
    long one has from the day one gets the decision.
    """

    slug: str
    cites: str
    quick: str = ""
    weeks: int = Field(ge=1, le=52)
    weeks_source: str
    da: ComplaintWords

    @property
    def words(self) -> ComplaintWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    def until(self, told_on: date) -> date:
        """Return the last day to complain of what one is told on a day, inclusive."""
        return told_on + timedelta(weeks=self.weeks)


@cache
def complaint_ways() -> Mapping[str, ComplaintWay]:
    """Return the ways by act, read once. Errors: CatalogError."""
    return read_entries(ComplaintWay, FILE)


def complaint_way(section: str) -> ComplaintWay:
    """Return the way for a section as it is cited.

    Errors: DomainError ``offer_section`` where it is none, or of an act without a way.
    """
    try:
        found = cited(section)
    except ValueError as unread:
        raise DomainError("offer_section") from unread
    way = complaint_ways().get(found.act)
    if way is None or not found.sections:
        raise DomainError("offer_section")
    return way
