"""What one conversation counts for, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.law import (
    ContactEvent,
    CountedEvent,
    Look,
    OnBenefit,
    Person,
    RuleBook,
    channels_on,
)
from staasted.core.law.facts import FUNDS_OWN
from staasted.core.law.standing import Holders
from staasted.core.law.under_trial import takes_part

_COUNTED_FORMS = frozenset({ConversationForm.INDIVIDUAL, ConversationForm.JOINT})
_VALID_HOLDERS = frozenset({Holder.COUNSELLOR, Holder.UNEMPLOYMENT_FUND})
BY_TRIAL = "counted_by_trial"
"""The reason of a conversation a trial alone counts."""

_TRIALS_MAY_COUNT = frozenset(
    {
        "form_not_individual",
        "held_by_other",
        "channel_not_allowed",
        "first_not_in_allowed_channel",
    }
)
"""Why the law does not count a conversation that a trial may count."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Why an event is not valid, or None; ``own`` is why it is 0 for the municipality."""

    reason: str | None
    own: str | None = None


_verdict = cache(_Verdict)
"""There are few, and one is given for every conversation."""


def count(
    *, events: Sequence[ContactEvent], book: RuleBook, person: Person
) -> tuple[CountedEvent, ...]:
    """Return each conversation with its person count (0 or 1) and the reason, oldest first.

    The version in force on the day it was held decides whether it counts; conversations of
    one day keep the order they are given in.
    Source: LBK 280/2024 §§ 31, stk. 3, and 33, stk. 1; decision 0005 (second on one day).
    """
    ledger = _Ledger(book, person)
    for event in sorted(events, key=attrgetter("on")):
        ledger.add(event)
    return tuple(ledger.counted)


def two_way_contact(event: ContactEvent) -> bool:
    """Return whether the person and somebody who works for the municipality spoke together.

    The unemployment fund's own conversations are shown apart; a letter is one-way.
    Source: decision 0005.
    """
    own = event.held_by is Holder.UNEMPLOYMENT_FUND and event.form is not ConversationForm.JOINT
    return event.outcome is Outcome.HELD and event.channel is not Channel.LETTER and not own


def first_held(person: Person, time: OnBenefit, on: date, held: Sequence[CountedEvent]) -> bool:
    """Return whether the first conversation of the course lies behind, seen on a day.

    The fund's own is one, and so is having been handed over from it: then the person chooses. A
    talk about CV or availability is no job conversation, and not the first.
    Source: decision 0012 (LBK 280/2024 § 33: first of what, the act does not say).
    """
    if _handed_over(time, on):
        return True
    talks = (e.event for e in held if e.valid and e.event.purpose not in FUNDS_OWN)
    newest = max((event.on for event in talks if event.on <= on), default=None)
    return newest is not None and newest >= _course_opened(person, time)


class _Ledger:
    """One person's conversations counted in turn, the oldest first."""

    __slots__ = ("_book", "_newest", "_opened", "_person", "_ruled", "_trials", "counted")

    def __init__(self, book: RuleBook, person: Person) -> None:
        self._book, self._person = book, person
        self._ruled = Holders in book.kinds
        parts = book.parts_of(person, date.max) if book.parts else ()
        self._trials = tuple(part for part in parts if part.counts is not None)
        self._newest: date | None = None
        self._opened: dict[date, date] = {}
        self.counted: list[CountedEvent] = []

    def add(self, event: ContactEvent) -> None:
        """Count the next one."""
        found = self._by_law(event)
        if found.reason in _TRIALS_MAY_COUNT and self._trials and self._by_trial(event):
            self.counted.append(CountedEvent(event, 1, BY_TRIAL, valid=True))
            return
        if found.reason is None and event.purpose not in FUNDS_OWN:
            self._newest = event.on
            if self._trials:
                self._take_back(event)
        reason = found.reason or found.own
        value = 1 if reason is None else 0
        self.counted.append(CountedEvent(event, value, reason or "counted", found.reason is None))

    def _take_back(self, event: ContactEvent) -> None:
        """Let the law's own conversation of a day go before one only the trial counts."""
        for place in range(len(self.counted) - 1, -1, -1):
            told = self.counted[place]
            if told.event.on != event.on:
                return  # they are added in order
            if _same(told.event, event) and told.reason == BY_TRIAL:
                self.counted[place] = CountedEvent(told.event, 0, "second_on_one_day")

    def _by_law(self, event: ContactEvent) -> _Verdict:
        """Return why it does not count under the law, and what a trial lifts of it, or nothing."""
        holders = self._holders(event) if self._ruled else _VALID_HOLDERS
        found = _not_a_conversation(event, holders)
        return self._in_the_course(event, found) if found.reason is None else found

    def _by_trial(self, event: ContactEvent) -> bool:
        """Return whether a trial counts it: its form, channel and holder, in the course."""
        time = self._person.time_on(event.on)
        if time is None or event.purpose in FUNDS_OWN or _has_twin(event, self.counted):
            return False
        if any(e.reason == BY_TRIAL and _same(e.event, event) for e in self.counted):
            return False
        held = self._first_held(time, event.on)
        allowed = channels_on(self._book, self._person, time, event.on, first_held=held)
        look = Look(self._book, self._person, (), (), event.on)
        for part in self._trials:
            also = part.counts
            if also is None or not takes_part(look, part, time.group, event.on, None):
                continue
            form = event.form in _COUNTED_FORMS or event.form in also.forms
            holder = event.held_by is Holder.COUNSELLOR or event.held_by in also.held_by
            channel = event.channel in allowed.channels or event.channel in also.channels
            if form and holder and channel:
                return True
        return False

    def _holders(self, event: ContactEvent) -> frozenset[Holder]:
        """Return whose conversations count that day: those a rule names, else the base law's."""
        time = self._person.time_on(event.on)
        rules = self._book.in_force(Holders, time.group, event.on) if time is not None else ()
        named = (rule.kind.allowed for rule in rules if isinstance(rule.kind, Holders))
        return next(named, _VALID_HOLDERS)

    def _in_the_course(self, event: ContactEvent, found: _Verdict) -> _Verdict:
        """Return why the day, the channel or a twin keeps it from counting, or what was found."""
        time = self._person.time_on(event.on)
        if time is None:
            return _verdict(_outside(event, self._person))
        held = self._first_held(time, event.on)
        allowed = channels_on(self._book, self._person, time, event.on, first_held=held)
        if allowed.rule is None:
            return _verdict("no_rule_loaded")
        if event.channel not in allowed.channels:
            return _verdict("channel_not_allowed" if held else "first_not_in_allowed_channel")
        return _verdict("second_on_one_day") if _has_twin(event, self.counted) else found

    def _first_held(self, time: OnBenefit, on: date) -> bool:
        """Return what ``first_held`` does: all before lie on that day or earlier."""
        if _handed_over(time, on):
            return True
        if self._newest is None:
            return False
        opened = self._opened.get(time.first)
        if opened is None:
            opened = self._opened[time.first] = _course_opened(self._person, time)
        return self._newest >= opened


def _handed_over(time: OnBenefit, on: date) -> bool:
    handed_over = time.days.get("transferred")
    return handed_over is not None and on >= handed_over


def _not_a_conversation(event: ContactEvent, holders: frozenset[Holder]) -> _Verdict:
    """Return why the event itself cannot count that day, or for whom it cannot."""
    if event.outcome is not Outcome.HELD:
        outcome = event.outcome
        return _verdict("not_held_yet" if outcome is None else f"not_held_{outcome.value}")
    if event.form not in _COUNTED_FORMS:
        return _verdict("form_not_individual")
    if event.held_by not in holders:
        return _verdict("held_by_other")
    if event.purpose in FUNDS_OWN:
        return _verdict(None, "not_a_job_conversation")
    fund = event.held_by is Holder.UNEMPLOYMENT_FUND and not event.joint
    return _verdict(None, "held_by_unemployment_fund" if fund else None)


def _outside(event: ContactEvent, person: Person) -> str:
    """Return why a day outside every benefit keeps it from counting."""
    ahead = any(event.on < time.opens_on for time in person.times)
    return "before_counting_period" if ahead else "after_counting_period"


def _course_opened(person: Person, time: OnBenefit) -> date:
    """Return the first day of the course a time belongs to: the same benefit, without a break."""
    opened = time
    for before in reversed(person.times):
        if before.first < opened.first:
            if before.benefit != opened.benefit or not opened.follows(before):
                break
            opened = before
    return opened.opens_on


def _has_twin(event: ContactEvent, before: Sequence[CountedEvent]) -> bool:
    """Return whether one with the same purpose was already valid that day."""
    for e in reversed(before):
        if e.event.on != event.on:
            return False
        if e.valid and e.event.purpose == event.purpose and e.reason != BY_TRIAL:
            return True
    return False


def _same(one: ContactEvent, other: ContactEvent) -> bool:
    return one.on == other.on and one.purpose == other.purpose
