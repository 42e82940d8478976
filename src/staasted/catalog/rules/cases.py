"""Cases: a person or a cohort, a day, and what each rule says (docs/law-as-data.md)."""

from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from staasted.catalog.reader import Entry
from staasted.catalog.rules.named import BenefitId, GroupId
from staasted.core.axes import Channel, ConversationForm, Freedom, Holder, Outcome
from staasted.core.law import (
    Accumulated,
    AgreedContact,
    Bearer,
    BookedBy,
    ContactEvent,
    DocumentedRelief,
    KnownFact,
    OfferEvent,
    OnBenefit,
    Person,
    ShareExemption,
    Status,
)


class CasePeriod(Entry):
    """A time on a benefit; both days inclusive."""

    group: GroupId
    benefit: BenefitId = "benefit:none"
    from_on: date
    to_on: date | None = None
    days: dict[str, date] = Field(default_factory=dict)

    def as_time(self) -> OnBenefit:
        """Return the core facts."""
        return OnBenefit(self.group, self.benefit, self.from_on, self.to_on, self.days)


class CaseFact(Entry):
    """A fact in a stretch of days, both inclusive."""

    value: bool = Field(alias="is")
    from_on: date | None = None
    to_on: date | None = None


class CaseRelief(Entry):
    """Relief on documents: documented from, to, and the day its ground begins."""

    ground: str = ""
    from_on: date
    to_on: date | None = None
    starts_on: date | None = None
    kept: bool = False

    def as_relief(self) -> DocumentedRelief:
        """Return the core facts."""
        return DocumentedRelief(self.from_on, self.to_on, self.ground, self.starts_on, self.kept)


class CaseExemption(Entry):
    """A written assessment under the 25 per cent."""

    decided_on: date
    review_on: date | None = None
    by: Bearer = Bearer.MUNICIPALITY


class CaseAccumulated(Entry):
    """Unemployment counted up to a day."""

    on: date
    weeks: float | None = None
    hours: float | None = None


class CaseAgreement(Entry):
    """An agreement in force from a day; its freedom and interval move no rule of law."""

    from_on: date
    next_on: date | None = None
    freedom: Freedom | None = None
    interval_weeks: int | None = None


class CaseConversation(Entry):
    """A conversation of a case, and what it is expected to count for."""

    on: date
    purpose: str = "plan_and_next_step"
    form: ConversationForm = ConversationForm.INDIVIDUAL
    channel: Channel = Channel.IN_PERSON
    held_by: Holder = Holder.COUNSELLOR
    outcome: Outcome | None = Outcome.HELD
    minutes: int | None = None
    counts: Literal[0, 1] | None = None
    reason: str | None = None

    def as_event(self, ref: str) -> ContactEvent:
        """Return the core event."""
        return ContactEvent(
            ref, self.on, self.purpose, self.form, self.channel, self.held_by, self.outcome
        )


class CaseOffer(Entry):
    """A part in an offer."""

    kind: str
    from_on: date | None = None
    to_on: date | None = None
    granted_on: date | None = None

    def as_event(self, ref: str) -> OfferEvent:
        """Return the core event."""
        return OfferEvent(ref, self.kind, self.from_on, self.to_on, self.granted_on)


class SelfBooking(Entry):
    """An invitation to book: when it was made available, and its deadline."""

    made_available_on: date
    deadline_on: date


class Workplace(Entry):
    """A production unit: ordinary staff, and people placed there."""

    staff: float
    placed: float = 0.0


class CasePerson(Entry):
    """Who the case is about; what is left out is not known."""

    born_on: date | None = None
    insured: Literal["full", "part", ""] = ""
    periods: tuple[CasePeriod, ...] = ()
    days: dict[str, tuple[date, ...]] = Field(default_factory=dict)
    facts: dict[str, tuple[CaseFact, ...]] = Field(default_factory=dict)
    accumulated: tuple[CaseAccumulated, ...] = ()
    hours: dict[str, float] = Field(default_factory=dict)
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


class Members(Entry):
    """So many persons of a cohort who are alike."""

    persons: int = Field(ge=0)
    conversations: int = 0
    offers: int = 0
    exempted: bool = False
    relieved: bool = False
    left: bool = False


class Expected(Entry):
    """What one rule is expected to say; what is left out is not looked at, but `counted`."""

    due: date | None = None
    required: int | None = None
    counted: int | None = None
    missing: int | None = None
    surplus: int | None = None
    status: Status | None = None
    question: str | None = None
    approximate: bool | None = None
    channels: frozenset[Channel] | None = None
    holders: frozenset[Holder] | None = None
    by: BookedBy | None = None
    must: bool | None = None
    talk_by: date | None = None
    deadline: Status | None = None
    cap: int | None = None
    over: bool | None = None
    n: int | None = None
    reached: int | None = None
    needed: int | None = None
    breaches: int | None = None
    room: int | None = None
    share: Literal["met", "unmet", "no_cohort"] | None = None


class ExpectedPerson(Entry):
    """Where the person is expected to stand."""

    standing: str | None = None
    bearer: Bearer | None = None
    fund_until: date | None = None
    question: str | None = None


ExpectedClock = tuple[date, ...] | dict[Literal["hours", "weeks"], float]
"""The first days of the periods on a clock, or how far it has come."""


class Case(Entry):
    """Facts, conversations and a day, and what each rule is expected to say."""

    name: str
    vector: str = ""
    interpretation: bool = False
    on: date
    person: CasePerson | None = None
    conversations: tuple[CaseConversation, ...] = ()
    offers: tuple[CaseOffer, ...] = ()
    agreements: tuple[CaseAgreement, ...] = ()
    self_booking: SelfBooking | None = None
    workplace: Workplace | None = None
    cohort: tuple[Members, ...] | None = None
    readings: dict[str, dict[str, Any]] = Field(default_factory=dict, alias="with")
    expect: dict[str, Expected | None] = Field(default_factory=dict)
    expect_person: ExpectedPerson | None = None
    expect_clocks: dict[str, ExpectedClock] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _expectations(cls, told: Any) -> Any:
        """Take the two words that are no rule out of `expect`, and read from `person` too."""
        if not isinstance(told, dict):
            return told
        told = dict(told)
        expect = dict(told.get("expect") or {})
        told["expect_person"] = expect.pop("person", None)
        told["expect_clocks"] = expect.pop("clocks", None) or {}
        told["expect"] = expect
        person = told.get("person")
        if isinstance(person, dict):
            inside = ("conversations", "offers", "agreements", "self_booking", "workplace", "with")
            told |= {word: person[word] for word in inside if word in person}
            told["person"] = {k: v for k, v in person.items() if k not in inside}
            if "expect" in person:
                raise ValueError("expect stands beside person, not inside it")
        return told

    @model_validator(mode="after")
    def _somebody(self) -> "Case":
        if self.person is None and self.cohort is None and self.workplace is None:
            raise ValueError("a case needs a person, a cohort or a workplace")
        if not (self.expect or self.expect_person or self.expect_clocks):
            counted = any(c.counts is not None for c in self.conversations)
            if not counted:
                raise ValueError("a case needs to expect something")
        return self

    def as_person(self) -> Person:
        """Return the core facts."""
        told = self.person or CasePerson()
        return Person(
            times=tuple(sorted((p.as_time() for p in told.periods), key=lambda t: t.first)),
            born_on=told.born_on,
            insured=told.insured,
            days=told.days,
            facts={
                name: tuple(KnownFact(f.value, f.from_on, f.to_on) for f in known)
                for name, known in told.facts.items()
            },
            accumulated=tuple(Accumulated(a.on, a.weeks, a.hours) for a in told.accumulated),
            hours=tuple(sorted((_month(word), hours) for word, hours in told.hours.items())),
            reliefs=tuple(relief.as_relief() for relief in told.reliefs),
            exemptions=tuple(
                ShareExemption(e.decided_on, e.review_on, e.by) for e in told.exemptions
            ),
            agreed=tuple(AgreedContact(a.from_on, a.next_on) for a in self.agreements),
        )

    def events(self) -> tuple[ContactEvent, ...]:
        """Return the conversations as core events, named by their place."""
        return tuple(talk.as_event(str(n)) for n, talk in enumerate(self.conversations))

    def offer_events(self) -> tuple[OfferEvent, ...]:
        """Return the offers as core events, named by their place."""
        return tuple(offer.as_event(str(n)) for n, offer in enumerate(self.offers))


def _month(word: str) -> date:
    year, month = str(word).split("-")[:2]
    return date(int(year), int(month), 1)
