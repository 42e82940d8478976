"""Offers: what there is, for whom, and what we know about whether it helps."""

from datetime import date, time

from pydantic import Field, model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.core.axes import ConversationForm
from staasted.core.offering import OfferRounds, OfferWay

MOST_SEATS = 500
"""The most places an offer may have at a time. Source: decision 0036."""


class OfferWords(Entry):
    """The offer as the citizen reads it; `evidence` is one sentence, None where nobody knows
    whether it helps: the page says so."""

    name: str = Field(min_length=1)
    description: str = Field(min_length=1)
    for_whom: str = Field(min_length=1)
    asks: str = Field(min_length=1)
    when: str = Field(min_length=1)
    evidence: str | None = Field(default=None, min_length=1)


class RoundsEntry(Entry):
    """When an offer begins: on a day, at an hour, and so many weeks apart."""

    first_on: date
    every_weeks: int = Field(gt=0, le=52)
    at: time

    def as_rounds(self) -> OfferRounds:
        """Return the core rounds."""
        return OfferRounds(self.first_on, self.every_weeks, self.at)


class Offer(Entry):
    """One offer; `section` only where the law's own text has been read.

    `seats` are the places at a time, None where there is no limit. `targets` is empty where it is
    for everybody. `also` is what people call it beside what it says of itself.
    """

    slug: str = Field(pattern=r"^[a-z0-9_]+$", max_length=60)
    order: int
    needs: tuple[str, ...] = Field(min_length=1)
    targets: tuple[str, ...] = ()
    ways: tuple[OfferWay, ...] = Field(min_length=1)
    seats: int | None = Field(default=None, ge=1, le=MOST_SEATS)
    rounds: tuple[RoundsEntry, ...] = ()
    form: ConversationForm | None = None
    section: str | None = None
    eli: str | None = None
    evidence_source: str | None = None
    also: tuple[str, ...] = ()
    da: OfferWords

    @model_validator(mode="after")
    def _fits_together(self) -> "Offer":
        takes = OfferWay.TAKE in self.ways
        if takes and not self.rounds and self.form is None:
            raise ValueError("one takes a place in something: give it rounds, or a form of meeting")
        if self.rounds and not takes:
            raise ValueError("it has rounds, but nobody may take a place: add take to ways")
        if (self.section is None) != (self.eli is None):
            raise ValueError("a section and its eli go together: write both, or neither")
        if (self.da.evidence is None) != (self.evidence_source is None):
            raise ValueError("evidence and evidence_source go together: write both, or neither")
        return self

    @property
    def words(self) -> OfferWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class TopicWords(Entry):
    """A topic's name."""

    name: str


class OfferTopic(Entry):
    """A need an offer answers, or where somebody stands whom it is for.

    ``purpose`` is what a call about the need is for; a need has one.
    """

    slug: str = Field(pattern=r"^[a-z0-9_]+$")
    purpose: str = ""
    da: TopicWords

    @property
    def words(self) -> TopicWords:
        """Return its words in the language that is spoken."""
        return said(self.da)
