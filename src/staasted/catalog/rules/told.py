"""What a case tells: the person's days and facts, conversations, offers, a cohort."""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from staasted.catalog.reader import Entry
from staasted.catalog.rules.named import BenefitId, Day, GroupId
from staasted.core.axes import Channel, ConversationForm, Freedom, Holder, Outcome
from staasted.core.law import (
    Accumulated,
    AgreedContact,
    Bearer,
    ContactEvent,
    DocumentedRelief,
    KnownFact,
    OfferEvent,
    OnBenefit,
    Person,
    ShareExemption,
)

_MONTH = re.compile(r"^(?:19|2[01])\d\d-(?:0[1-9]|1[0-2])$")


def _month(word: str) -> str:
    if _MONTH.match(word) is None:
        raise ValueError(f"{word} is no month: write it as 2024-03")
    return word


Month = Annotated[str, AfterValidator(_month)]


class Stretch(Entry):
    """Days from and to, both inclusive; left out, it has no such end."""

    from_on: Day | None = None
    to_on: Day | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        first, last = self.from_on, self.to_on
        if first is not None and last is not None and last < first:
            raise ValueError(f"to_on {last} is before from_on {first}: swap the days")
        return self


class CasePeriod(Stretch):
    """A time on a benefit; both days inclusive."""

    group: GroupId
    benefit: BenefitId = "benefit:none"
    from_on: Day
    days: dict[str, Day] = Field(default_factory=dict)

    def as_time(self) -> OnBenefit:
        """Return the core facts."""
        return OnBenefit(self.group, self.benefit, self.from_on, self.to_on, self.days)


class CaseFact(Stretch):
    """A fact in a stretch of days, both inclusive."""

    value: bool = Field(alias="is")

    def as_fact(self) -> KnownFact:
        """Return the core facts."""
        return KnownFact(self.value, self.from_on, self.to_on)


class CaseRelief(Stretch):
    """Relief on documents: documented from, to, and the day its ground begins."""

    ground: str = ""
    from_on: Day
    starts_on: Day | None = None
    kept: bool = False

    def as_relief(self) -> DocumentedRelief:
        """Return the core facts."""
        return DocumentedRelief(self.from_on, self.to_on, self.ground, self.starts_on, self.kept)


class CaseExemption(Entry):
    """A written assessment under the 25 per cent."""

    decided_on: Day
    review_on: Day | None = None
    by: Bearer = Bearer.MUNICIPALITY

    def as_exemption(self) -> ShareExemption:
        """Return the core facts."""
        return ShareExemption(self.decided_on, self.review_on, self.by)


class CaseAccumulated(Entry):
    """Unemployment counted up to a day."""

    on: Day
    weeks: float | None = Field(default=None, ge=0)
    hours: float | None = Field(default=None, ge=0)

    def as_accumulated(self) -> Accumulated:
        """Return the core facts."""
        return Accumulated(self.on, self.weeks, self.hours)


class CaseAgreement(Entry):
    """An agreement in force from a day; its freedom and interval move no rule of law."""

    from_on: Day
    next_on: Day | None = None
    freedom: Freedom | None = None
    interval_weeks: int | None = Field(default=None, ge=1)


class CaseConversation(Entry):
    """A conversation of a case, and what it is expected to count for."""

    on: Day
    purpose: str = "plan_and_next_step"
    form: ConversationForm = ConversationForm.INDIVIDUAL
    channel: Channel = Channel.IN_PERSON
    held_by: Holder = Holder.COUNSELLOR
    outcome: Outcome | None = Outcome.HELD
    minutes: int | None = Field(default=None, ge=0)
    counts: Literal[0, 1] | None = None
    reason: str | None = None

    def as_event(self, ref: str) -> ContactEvent:
        """Return the core event."""
        return ContactEvent(
            ref, self.on, self.purpose, self.form, self.channel, self.held_by, self.outcome
        )


class CaseOffer(Stretch):
    """A part in an offer."""

    kind: str
    granted_on: Day | None = None

    def as_event(self, ref: str) -> OfferEvent:
        """Return the core event."""
        return OfferEvent(ref, self.kind, self.from_on, self.to_on, self.granted_on)


class SelfBooking(Entry):
    """An invitation to book: when it was made available, and its deadline."""

    made_available_on: Day
    deadline_on: Day


class Workplace(Entry):
    """A production unit: ordinary staff, and people placed there."""

    staff: float = Field(ge=0)
    placed: float = Field(default=0.0, ge=0)


class CasePerson(Entry):
    """Who the case is about; what is left out is not known."""

    born_on: Day | None = None
    lives_in: str = ""
    insured: Literal["full", "part", ""] = ""
    periods: tuple[CasePeriod, ...] = ()
    days: dict[str, tuple[Day, ...]] = Field(default_factory=dict)
    facts: dict[str, tuple[CaseFact, ...]] = Field(default_factory=dict)
    accumulated: tuple[CaseAccumulated, ...] = ()
    hours: dict[Month, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    reliefs: tuple[CaseRelief, ...] = ()
    exemptions: tuple[CaseExemption, ...] = ()

    @field_validator("days", mode="before")
    @classmethod
    def _one_or_many(cls, days: Any) -> Any:
        if not isinstance(days, dict):
            return days
        return {name: day if isinstance(day, list) else [day] for name, day in days.items()}

    @field_validator("facts", mode="before")
    @classmethod
    def _true_or_dated(cls, facts: Any) -> Any:
        if not isinstance(facts, dict):
            return facts
        known = {name: told for name, told in facts.items() if told is not None}
        return {n: [{"is": told}] if isinstance(told, bool) else told for n, told in known.items()}

    @model_validator(mode="after")
    def _one_at_a_time(self) -> Self:
        for before, after in pairwise(sorted(self.periods, key=lambda p: p.from_on)):
            if before.to_on is None or after.from_on <= before.to_on:
                raise ValueError(f"the period from {after.from_on} begins before the last ended")
        return self

    def as_person(self, agreed: tuple[AgreedContact, ...] = ()) -> Person:
        """Return the core facts."""
        return Person(
            times=tuple(sorted((p.as_time() for p in self.periods), key=lambda t: t.first)),
            born_on=self.born_on,
            insured=self.insured,
            days=self.days,
            facts={name: tuple(f.as_fact() for f in known) for name, known in self.facts.items()},
            accumulated=tuple(told.as_accumulated() for told in self.accumulated),
            hours=tuple(sorted((_first_of(m), hours) for m, hours in self.hours.items())),
            reliefs=tuple(relief.as_relief() for relief in self.reliefs),
            exemptions=tuple(told.as_exemption() for told in self.exemptions),
            agreed=agreed,
            lives_in=self.lives_in,
        )


def _first_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


MOST_PERSONS = 100_000
"""Persons of one sort in a cohort. Source: decision 0012."""


class Members(Entry):
    """So many persons of a cohort who are alike, each with so many counted conversations.

    ``required`` is the act's minimum for each; ``of_the_sort`` how many of all their
    conversations are of the sort a largest share is about; ``present`` the part (0-1) of the
    period they were there; ``by_trial`` how many of each one's conversations a trial alone counts.
    """

    group: GroupId | None = None
    persons: int = Field(ge=0, le=MOST_PERSONS)
    conversations: int = Field(default=0, ge=0)
    offers: int = Field(default=0, ge=0)
    required: float | None = Field(default=None, ge=0)
    of_the_sort: int = Field(default=0, ge=0)
    present: float = Field(default=1.0, ge=0, le=1)
    by_trial: int = Field(default=0, ge=0)
    exempted: bool = False
    relieved: bool = False
    left: bool = False
