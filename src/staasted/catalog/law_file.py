"""Rules of law as dated files: facts, sources, plain Danish, and cases to read beside them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from staasted.catalog.reader import Entry
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.law import (
    Bearer,
    BookedBy,
    BookingDuty,
    Channels,
    ContactEvent,
    CountingPeriod,
    CountInWindow,
    FirstDeadline,
    Grade,
    Kind,
    Rule,
    Source,
    Status,
    VersionDay,
)


class FirstDeadlineShape(Entry):
    """`asks:` of a first deadline; weeks from first request."""

    kind: Literal["first_deadline"]
    weeks: int = Field(gt=0)

    def as_kind(self) -> Kind:
        """Return the core kind."""
        return FirstDeadline(self.weeks)


class CountInWindowShape(Entry):
    """`asks:` of a number in the first months."""

    kind: Literal["count_in_window"]
    number: int = Field(gt=0)
    months: int = Field(gt=0)

    def as_kind(self) -> Kind:
        """Return the core kind."""
        return CountInWindow(self.number, self.months)


class ChannelsShape(Entry):
    """`asks:` of which channels are allowed."""

    kind: Literal["channels"]
    first: frozenset[Channel]
    then: frozenset[Channel]

    def as_kind(self) -> Kind:
        """Return the core kind."""
        return Channels(self.first, self.then)


class BookingShape(Entry):
    """`asks:` of who makes the appointment."""

    kind: Literal["booking"]
    first: BookedBy
    then: BookedBy

    def as_kind(self) -> Kind:
        """Return the core kind."""
        return BookingDuty(self.first, self.then)


KindShape = Annotated[
    FirstDeadlineShape | CountInWindowShape | ChannelsShape | BookingShape,
    Field(discriminator="kind"),
]


class RuleWords(Entry):
    """The rule in plain Danish: its name, why it is, and what would change it."""

    name: str
    why: str
    change: str


class RuleStaffWords(Entry):
    """The same told to staff, who are not the ones it is about."""

    why: str
    change: str


class RuleEntry(Entry):
    """One rule of a file; `to_on` inclusive; the file says act, address, version and groups."""

    asks: KindShape
    section: str = Field(pattern=r"^§")
    grade: Grade
    inferred: frozenset[str] = frozenset()
    picks_version_by: VersionDay
    bearer: Bearer = Bearer.MUNICIPALITY
    to_on: date | None = None
    interpretation: bool = False
    verified_until: date | None = None
    da: RuleWords
    staff: RuleStaffWords


class CaseConversation(Entry):
    """A conversation of a case, and what it is expected to count for."""

    on: date
    purpose: str = "plan_and_next_step"
    form: ConversationForm = ConversationForm.INDIVIDUAL
    channel: Channel = Channel.IN_PERSON
    held_by: Holder = Holder.COUNSELLOR
    outcome: Outcome | None = Outcome.HELD
    counts: Literal[0, 1] | None = None
    reason: str | None = None

    def as_event(self, ref: str) -> ContactEvent:
        """Return the core event."""
        return ContactEvent(
            ref, self.on, self.purpose, self.form, self.channel, self.held_by, self.outcome
        )


class CaseFacts(Entry):
    """Who the case is about; both days inclusive."""

    group: str
    benefit: str
    starts_on: date
    first_request_on: date | None = None
    ends_on: date | None = None

    def as_period(self) -> CountingPeriod:
        """Return the core facts."""
        return CountingPeriod(
            self.group, self.benefit, self.starts_on, self.first_request_on, self.ends_on
        )


class Expected(Entry):
    """What one rule is expected to find, or to say about channel and booking."""

    due: date | None = None
    required: int | None = None
    counted: int = 0
    status: Status | None = None
    question: str | None = None
    channels: frozenset[Channel] | None = None
    by: BookedBy | None = None
    must: bool | None = None


class Case(Entry):
    """Facts, conversations and a day, and what each rule is expected to say."""

    name: str
    facts: CaseFacts
    conversations: tuple[CaseConversation, ...] = ()
    on: date
    expect: dict[str, Expected]

    def events(self) -> tuple[ContactEvent, ...]:
        """Return the conversations as core events, named by their place."""
        return tuple(talk.as_event(str(n)) for n, talk in enumerate(self.conversations))


class LawFile(Entry):
    """One act at one time for some groups; `from_on` inclusive."""

    act: str
    title: str
    eli: str = Field(pattern=r"^https://www\.retsinformation\.dk/eli/")
    version: str
    from_on: date
    groups: frozenset[str]
    rules: dict[str, RuleEntry]
    cases: tuple[Case, ...]

    def as_rules(self) -> tuple[Rule, ...]:
        """Return the rules as the core reads them."""
        return tuple(self._rule(rule_id, entry) for rule_id, entry in self.rules.items())

    def _rule(self, rule_id: str, entry: RuleEntry) -> Rule:
        return Rule(
            id=rule_id,
            version=self.version,
            kind=entry.asks.as_kind(),
            groups=self.groups,
            bearer=entry.bearer,
            from_on=self.from_on,
            to_on=entry.to_on,
            source=Source(self.act, entry.section, self.eli, entry.grade, entry.inferred),
            picks_version_by=entry.picks_version_by,
            interpretation=entry.interpretation,
            verified_until=entry.verified_until,
        )
