"""One person's conversations counted in turn: what each is held against, found in stretches."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from staasted.core.axes import ConversationForm, Holder, Outcome
from staasted.core.law import (
    AllowedChannels,
    ContactEvent,
    CountedEvent,
    Look,
    OnBenefit,
    Person,
    RuleBook,
    channels_on,
)
from staasted.core.law.allowed import EitherWay, channels_settled
from staasted.core.law.facts import FUNDS_OWN
from staasted.core.law.standing import Holders
from staasted.core.law.trial import TrialPart
from staasted.core.law.under_trial import takes_part

_DAY = timedelta(days=1)
_new = tuple.__new__  # a named tuple's own way there costs as much again, for each conversation
# Words of an enum are named here once: to look one up on its class costs more than a call.
_HELD, _JOINT, _FUND = Outcome.HELD, ConversationForm.JOINT, Holder.UNEMPLOYMENT_FUND
_COUNTED_FORMS = frozenset({ConversationForm.INDIVIDUAL, _JOINT})
_COACH = Holder.COUNSELLOR
_VALID_HOLDERS = frozenset({_COACH, _FUND})
BY_TRIAL = "counted_by_trial"
"""The reason of a conversation a trial alone counts."""

TRIALS_MAY_COUNT = frozenset(
    {
        "form_not_individual",
        "held_by_other",
        "channel_not_allowed",
        "first_not_in_allowed_channel",
    }
)
"""Why the law does not count a conversation that a trial may count."""


_NOT_HELD: dict[Outcome | None, str] = {o: f"not_held_{o.value}" for o in Outcome}
_NOT_HELD[None] = "not_held_yet"
"""Why a conversation that was not held counts for nothing, by what became of it."""


class Ledger:
    """One person's conversations counted in turn, the oldest first.

    What a day is looked at by (the time on a benefit, the channels, the holders, whether the
    first conversation lies behind) is found anew only on a day where any of it may change.
    """

    __slots__ = (
        *("_allowed", "_book", "_changes_on", "_first_held", "_holders", "_newest", "_person"),
        *("_parts", "_ruled", "_time", "_trials", "counted"),
    )

    def __init__(
        self,
        book: RuleBook,
        person: Person,
        trials: Sequence[TrialPart],
        counted: Iterable[CountedEvent] = (),
    ) -> None:
        self._book, self._person = book, person
        self._ruled = Holders in book.kinds
        self._parts = trials
        self._trials = [part for part in trials if part.counts is not None]
        self.counted = list(counted)
        talks = [e.event.on for e in self.counted if e.valid and e.event.purpose not in FUNDS_OWN]
        self._newest: date | None = talks[-1] if talks else None
        self._changes_on = date.min
        self._time: OnBenefit | None = None
        self._allowed: EitherWay | None = None
        self._holders = _VALID_HOLDERS
        self._first_held = False

    def add(self, events: Iterable[ContactEvent]) -> None:
        """Count the next ones, each on the day of the one before it or later."""
        counted, changes_on = self.counted, self._changes_on
        newest = counted[-1].event.on if counted else date.min
        for event in events:
            on = event.on
            if on >= changes_on:
                self._turn_to(on)
                changes_on = self._changes_on
            if event.outcome is not _HELD:  # the commonest reason, asked before any call
                counted.append(_new(CountedEvent, (event, 0, _NOT_HELD[event.outcome], False)))
            elif on > newest and self._plain(event):
                counted.append(_new(CountedEvent, (event, 1, "counted", True)))
                self._newest = on
            else:
                self._count(event)
            newest = on

    def _plain(self, event: ContactEvent) -> bool:
        """Return whether one that was held counts as nearly all do: nothing besides is asked.

        It is the coach's, about work, after the first of the course, the only one of its day.
        """
        either = self._allowed
        return (
            self._first_held
            and either is not None
            and self._time is not None
            and event.held_by is _COACH
            and event.channel in either[True].channels
            and event.form in _COUNTED_FORMS
            and event.purpose not in FUNDS_OWN
            and _COACH in self._holders
        )

    def _count(self, event: ContactEvent) -> None:
        """Count one that was held, with every reason against it looked at."""
        reason = self._not_valid(event)
        if reason is None:
            self._valid(event)
        elif self._trials and reason in TRIALS_MAY_COUNT and self._by_trial(event):
            self.counted.append(CountedEvent(event, 1, BY_TRIAL, valid=True))
        else:
            self.counted.append(_new(CountedEvent, (event, 0, reason, False)))

    def _turn_to(self, day: date) -> None:
        """Find what holds from a day on, and the day it may change."""
        person, book = self._person, self._book
        time = self._time = person.time_on(day)
        later = [each.opens_on for each in person.times if each.opens_on > day]
        if time is None:
            self._holders, self._changes_on = _VALID_HOLDERS, min(later, default=date.max)
            return
        self._allowed, until = channels_settled(book, person, time, day, self._parts)
        later.append(until)
        if time.last is not None and time.last < date.max:
            later.append(time.last + _DAY)
        handed_over = time.days.get("transferred")
        if handed_over is not None and handed_over > day:
            later.append(handed_over)
        self._changes_on = min(later)
        if self._ruled:
            self._holders = _holders(book, time, day)
        self._first_held = was_handed_over(time, day) or self._held_in_course(time)

    def _held_in_course(self, time: OnBenefit) -> bool:
        newest = self._newest
        return newest is not None and newest >= course_opened(self._person, time)

    def _not_valid(self, event: ContactEvent) -> str | None:
        """Return why one that was held is not looked at as held in the course, or nothing."""
        if event.form not in _COUNTED_FORMS:
            return "form_not_individual"
        if event.held_by not in self._holders:
            return "held_by_other"
        time = self._time
        if time is None:
            return _outside(event, self._person)
        either, held = self._allowed, self._first_held
        allowed = either[held] if either is not None else self._channels(time, event.on)
        if event.channel not in allowed.channels:
            return _why_not(allowed, first_held=held)
        counted = self.counted
        twin = counted and counted[-1].event.on == event.on and _has_twin(event, counted)
        return "second_on_one_day" if twin else None

    def _channels(self, time: OnBenefit, day: date) -> AllowedChannels:
        held, either = self._first_held, self._allowed
        if either is not None:
            return either[held]
        return channels_on(self._book, self._person, time, day, first_held=held)

    def _valid(self, event: ContactEvent) -> None:
        """Count one that was held in the course; one of the fund's own is 0 here."""
        own = "counted"
        if event.purpose in FUNDS_OWN:
            own = "not_a_job_conversation"
        else:
            if event.held_by is _FUND and event.form is not _JOINT:
                own = "held_by_unemployment_fund"
            self._newest = event.on
            if not self._first_held and self._time is not None:
                self._first_held = self._held_in_course(self._time)
            if self._trials:
                self._take_back(event)
        self.counted.append(_new(CountedEvent, (event, int(own == "counted"), own, True)))

    def _take_back(self, event: ContactEvent) -> None:
        """Let the law's own conversation of a day go before one only the trial counts."""
        for place in range(len(self.counted) - 1, -1, -1):
            told = self.counted[place]
            if told.event.on != event.on:
                return  # they are added in order
            if _same(told.event, event) and told.reason == BY_TRIAL:
                self.counted[place] = CountedEvent(told.event, 0, "second_on_one_day")

    def _by_trial(self, event: ContactEvent) -> bool:
        """Return whether a trial counts it: its form, channel and holder, in the course."""
        time = self._person.time_on(event.on)
        if time is None or event.purpose in FUNDS_OWN or _has_twin(event, self.counted):
            return False
        if any(e.reason == BY_TRIAL and _same(e.event, event) for e in self.counted):
            return False
        allowed = self._channels(time, event.on)
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


def _holders(book: RuleBook, time: OnBenefit, day: date) -> frozenset[Holder]:
    """Return whose conversations count that day: those a rule names, else the base law's."""
    rules = book.in_force(Holders, time.group, day)
    named = (rule.kind.allowed for rule in rules if isinstance(rule.kind, Holders))
    return next(named, _VALID_HOLDERS)


def _why_not(allowed: AllowedChannels, *, first_held: bool) -> str:
    """Return why a channel that is not among the allowed ones keeps it from counting."""
    if allowed.rule is None:
        return "no_rule_loaded"
    return "channel_not_allowed" if first_held else "first_not_in_allowed_channel"


def was_handed_over(time: OnBenefit, on: date) -> bool:
    """Return whether the fund had handed over by a day."""
    handed_over = time.days.get("transferred")
    return handed_over is not None and on >= handed_over


def _outside(event: ContactEvent, person: Person) -> str:
    """Return why a day outside every benefit keeps it from counting."""
    ahead = any(event.on < time.opens_on for time in person.times)
    return "before_counting_period" if ahead else "after_counting_period"


def course_opened(person: Person, time: OnBenefit) -> date:
    """Return the first day of the course a time belongs to: the same benefit, without a break."""
    opened = time
    if time is person.times[0]:
        return time.opens_on
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
