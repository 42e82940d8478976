"""Cases: a person or a cohort, a day, and what each rule says (docs/law-as-data.md)."""

from typing import Any

from pydantic import Field, model_validator

from staasted.catalog.reader import Entry
from staasted.catalog.rules.expected import Expected, ExpectedClock, ExpectedPerson
from staasted.catalog.rules.named import Day
from staasted.catalog.rules.told import (
    CaseAgreement,
    CaseConversation,
    CaseOffer,
    CasePerson,
    Members,
    SelfBooking,
    Workplace,
)
from staasted.core.law import AgreedContact, ContactEvent, OfferEvent, Person


class Case(Entry):
    """Facts, conversations and a day, and what each rule is expected to say."""

    name: str
    vector: str = ""
    interpretation: bool = False
    on: Day
    person: CasePerson | None = None
    conversations: tuple[CaseConversation, ...] = ()
    offers: tuple[CaseOffer, ...] = ()
    agreements: tuple[CaseAgreement, ...] = ()
    self_booking: SelfBooking | None = None
    workplace: Workplace | None = None
    amount: float | None = Field(default=None, ge=0)
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
        if not isinstance(told.get("expect") or {}, dict):
            what = "expect: write a rule's id, and what it is expected to say below it"
            raise ValueError(what)  # noqa: TRY004 pydantic's
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
        if all(each is None for each in (self.person, self.cohort, self.workplace, self.amount)):
            raise ValueError("a case needs a person, a cohort, a workplace or an amount")
        if not (self.expect or self.expect_person or self.expect_clocks):
            counted = any(c.counts is not None for c in self.conversations)
            if not counted:
                raise ValueError("a case needs to expect something")
        return self

    def as_person(self) -> Person:
        """Return the core facts."""
        told = self.person or CasePerson()
        return told.as_person(tuple(AgreedContact(a.from_on, a.next_on) for a in self.agreements))

    def events(self) -> tuple[ContactEvent, ...]:
        """Return the conversations as core events, named by their place."""
        return tuple(talk.as_event(str(n)) for n, talk in enumerate(self.conversations))

    def offer_events(self) -> tuple[OfferEvent, ...]:
        """Return the offers as core events, named by their place."""
        return tuple(offer.as_event(str(n)) for n, offer in enumerate(self.offers))
