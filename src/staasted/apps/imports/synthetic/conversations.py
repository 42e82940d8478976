"""Invented conversations: inside the benefit periods, on working days, in office hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from staasted.apps.imports.synthetic.chance import Chance
from staasted.apps.imports.synthetic.diary import Diary
from staasted.apps.imports.synthetic.lives import Life
from staasted.apps.imports.synthetic.phases import Phase, phases
from staasted.apps.imports.synthetic.workdays import WorkDays
from staasted.catalog.loader import catalog
from staasted.catalog.names import ContactDraws, Rhythm, contact_draws
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome

FIRST = "first_conversation"
_DAY = timedelta(days=1)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class InventedConversation:
    """One conversation; ``minutes`` None is not known, or nobody met. Danish time, no zone."""

    held_at: datetime
    purpose: str
    form: str
    channel: str
    held_by: str
    outcome: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What two people have agreed to meet for."""

    purpose: str
    form: str
    channel: str
    held_by: str
    lasts: int


class History:
    """Draws the past of one citizen after the other, from a day to the day before ``on``."""

    def __init__(self, *, seed: int, since: date, on: date) -> None:
        self._draws: ContactDraws = contact_draws()
        self._since = since
        self._until = on - _DAY
        self._chance = Chance(seed=seed, subject="conversations")
        self._diary = Diary(self._chance, self._draws)
        self._days = WorkDays(since, on)
        purposes = catalog().purposes
        self._lasting = {slug: purpose.minutes for slug, purpose in purposes.items()}
        self._own = [slug for slug, purpose in purposes.items() if purpose.for_everyone]

    def of(self, life: Life) -> Iterator[InventedConversation]:
        """The conversations of a life in the order they took place, at most one a day."""
        after = date.min
        for phase in phases(life, since=self._since, until=self._until):
            for conversation in self._during(phase, life, after):
                after = conversation.held_at.date()
                yield conversation

    def _during(self, phase: Phase, life: Life, after: date) -> Iterator[InventedConversation]:
        rhythm = self._draws.rhythms[life.share.rhythm]
        first = phase.begins
        target = max(self._opening(phase, rhythm), after + _DAY)
        while True:
            meeting = self._meeting(phase, first=first)
            at = self._time(meeting, life, target, phase.last)
            if at is None:
                return
            outcome = self._chance.word(self._draws.outcomes)
            held = outcome == Outcome.HELD
            yield self._conversation(meeting, at, outcome)
            first = first and not held
            target = at.date() + (self._gap(phase, rhythm, at.date()) if held else self._again())

    def _opening(self, phase: Phase, rhythm: Rhythm) -> date:
        """The day to aim for: within the days of a first one, or anywhere in a gap under way."""
        if phase.under_way:
            days = self._gap(phase, rhythm, phase.first)
            return phase.first + timedelta(days=self._chance.below(days.days + 1))
        if not self._chance.happens(rhythm.first_in_time):
            return max(phase.first, phase.asked_on + self._chance.days(rhythm.first_late_days))
        soonest, latest = (phase.asked_on + timedelta(days=each) for each in rhythm.first_days)
        fitting = self._days.within(max(phase.first, soonest), latest)
        return self._chance.one_of(fitting) if fitting else max(phase.first, soonest)

    def _meeting(self, phase: Phase, *, first: bool) -> _Meeting:
        """A first one is in person and alone with a counsellor (LBK 280/2024 § 33)."""
        if first:
            return self._of(FIRST, ConversationForm.INDIVIDUAL, Channel.IN_PERSON, phase)
        form = ConversationForm(self._chance.word(self._draws.forms))
        alone = form is ConversationForm.INDIVIDUAL
        channel = Channel(self._chance.word(self._draws.channels)) if alone else Channel.IN_PERSON
        return self._of(self._chance.one_of(self._own), form, channel, phase)

    def _of(self, purpose: str, form: ConversationForm, channel: Channel, phase: Phase) -> _Meeting:
        lasts = self._lasting[purpose][channel]
        return _Meeting(
            purpose, form.value, channel.value, self._holder(purpose, form, phase), lasts
        )

    def _holder(self, purpose: str, form: ConversationForm, phase: Phase) -> str:
        if phase.fund:
            return Holder.UNEMPLOYMENT_FUND.value
        if purpose == FIRST or form is not ConversationForm.INDIVIDUAL:
            return Holder.COUNSELLOR.value
        return self._chance.word(self._draws.holders)

    def _time(self, meeting: _Meeting, life: Life, target: date, last: date) -> datetime | None:
        """The first time on or after a day, never after the last one."""
        ours = meeting.held_by == Holder.COUNSELLOR
        day = self._days.on_or_after(target)
        while day <= last:
            start = self._diary.take(
                counsellor=life.counsellor if ours else "", day=day, minutes=meeting.lasts
            )
            if start is not None:
                return datetime.combine(day, time(*divmod(start, _HOUR)))
            day = self._days.on_or_after(day + _DAY)
        return None

    def _gap(self, phase: Phase, rhythm: Rhythm, day: date) -> timedelta:
        early = (day - phase.since).days < self._draws.early_days
        return self._chance.days(rhythm.early_gap if early else rhythm.later_gap)

    def _again(self) -> timedelta:
        return self._chance.days(self._draws.again_days)

    def _conversation(self, meeting: _Meeting, at: datetime, outcome: str) -> InventedConversation:
        known = outcome == Outcome.HELD and not self._chance.happens(self._draws.minutes_missing)
        return InventedConversation(
            held_at=at,
            purpose=meeting.purpose,
            form=meeting.form,
            channel=meeting.channel,
            held_by=meeting.held_by,
            outcome=outcome,
            minutes=meeting.lasts if known else None,
        )
