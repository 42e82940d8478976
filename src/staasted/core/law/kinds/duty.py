"""What every kind that is owed has in common: it looks at a person and finds obligations."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from staasted.core.calendar import Period
from staasted.core.law.clock import Breaks, Clock, CountingPeriod
from staasted.core.law.condition import YES
from staasted.core.law.facts import CountedEvent, Effort
from staasted.core.law.length import Edge, Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status, not_known
from staasted.core.law.rule import Kind, Rule, VersionDay

# A named tuple's own way there costs twice as much, and with names four times: it is made for
# each duty of everybody.
_new = tuple.__new__
# Words of an enum are named here once: to look one up on its class costs more than a call.
_MET, _OPEN, _BREACH, _LIFTED = Status.MET, Status.OPEN, Status.BREACH, Status.LIFTED
_EVENT, _WHOLE, _OPEN_THEN = Breaks.EVENT, VersionDay.WHOLE_WINDOW, VersionDay.OPEN_ON_FIRST_DAY
_BY_FIRST_DAY = frozenset({VersionDay.WINDOW_FIRST_DAY, VersionDay.WHOLE_WINDOW})


class Duty(Kind):
    """A kind that is owed somebody."""

    __slots__ = ()

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return what the rule asks for that person on that day, oldest window first."""
        raise NotImplementedError

    def waits_for(self, clocks: Mapping[str, Clock]) -> str:
        """Return the named day without which it says nothing of anybody; empty: no such day."""
        clock = clocks.get(getattr(self, "clock", ""))
        return clock.starts if clock is not None and clock.breaks is _EVENT else ""

    def chosen_by(self, rule: Rule) -> str:  # noqa: ARG002 a window duty looks at it
        """Return the clock whose first days alone choose the version; empty: more than they do."""
        return ""

    def opened(
        self, look: Look, rule: Rule, period: CountingPeriod, first: date
    ) -> Obligation | None:
        """Return what it asks in a window that opens with a period, on its ``first`` day.

        Only of a kind that names the clock it is chosen by, where that day has chosen it.
        """
        raise NotImplementedError

    def stands_today(self) -> bool:
        """Return whether, without that day, it says that it stands on the days it is in force."""
        return False


class Sight(NamedTuple):
    """One window of a duty; ``present`` is the part the person was there for.

    The ends of both are inclusive.
    """

    period: CountingPeriod
    window: Period
    present: Period
    approximate: bool

    @property
    def cut(self) -> bool:
        """Return whether the person left before the window closed."""
        return self.present.last < self.window.last


class Count(NamedTuple):
    """How much is required in a window, what was held, and the days looked at in the ledger.

    ``due`` is the law's own day, where the window runs on to the last day that is in time.
    ``late`` is the day it was done too late, ``stays`` whether it is owed after its day until
    it is done.
    """

    required: int
    held: tuple[date, ...]
    ledger: tuple[CountedEvent, ...] = ()
    looked: Period | None = None
    readings: tuple[str, ...] = ()
    due: date | None = None
    late: date | None = None
    stays: bool = False


class WindowDuty(Duty):
    """A duty with one window for each statutory period of its clock."""

    __slots__ = ()
    clock: str

    def window(self, look: Look, period: CountingPeriod) -> tuple[Period | None, bool, str | None]:
        """Return the window, if it is approximate, or the fact to ask for."""
        raise NotImplementedError

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return what was found in one window."""
        raise NotImplementedError

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return one obligation for each window this version governs."""
        for period in look.periods(self.clock):
            if period.first is None:
                yield from asked_for(look, rule, period, _effort(self))
                continue
            found = self._in(look, rule, period)
            if found is not None:
                yield found

    def opens_with_period(self) -> bool:
        """Return whether the window opens on the period's own first day."""
        return True

    def chosen_by(self, rule: Rule) -> str:
        """Return the clock whose first days alone choose the version; empty: more than they do."""
        by_first = rule.picks_version_by in _BY_FIRST_DAY and self.opens_with_period()
        return self.clock if by_first else ""

    def opened(
        self, look: Look, rule: Rule, period: CountingPeriod, first: date
    ) -> Obligation | None:
        """Return what it asks in the window that opens with a period, on its ``first`` day."""
        binds = YES if rule.when is None else look.holds(rule, period, first)
        if binds.value is False:
            return None
        window, approximate, question = self.window(look, period)
        if window is None:
            return None if question is None else unsettled(rule, question, period, _effort(self))
        if first > look.on or not _still_chosen(look, rule, period, window):
            return None
        if binds.value is None:
            return unsettled(rule, binds.question, period, _effort(self), first)
        return self.judge(look, rule, _sight(look, period, window, approximate=approximate))

    def _in(self, look: Look, rule: Rule, period: CountingPeriod) -> Obligation | None:
        window, approximate, question = self.window(look, period)
        if window is None:
            return None if question is None else self._unopened(look, rule, period, question)
        if window.first > look.on or not look.governs(rule, period, window):
            return None
        return self._judged(look, rule, period, window, approximate=approximate)

    def _unopened(
        self, look: Look, rule: Rule, period: CountingPeriod, question: str
    ) -> Obligation | None:
        """Return the question a window waits for, where the version may govern it."""
        first = period.first or period.times[0].first
        if period.group_on(first) not in rule.groups or not rule.in_force(first):
            return None
        if look.holds(rule, period, first).value is False:
            return None
        return unsettled(rule, question, period, _effort(self))

    def _judged(
        self, look: Look, rule: Rule, period: CountingPeriod, window: Period, *, approximate: bool
    ) -> Obligation | None:
        if rule.when is not None:
            binds = look.holds(rule, period, window.first)
            if binds.value is None:
                return unsettled(rule, binds.question, period, _effort(self), window.first)
            if not binds.value:
                return None
        return self.judge(look, rule, _sight(look, period, window, approximate=approximate))


def _still_chosen(look: Look, rule: Rule, period: CountingPeriod, window: Period) -> bool:
    """Return whether a version its first day has chosen governs the window and binds then."""
    if rule.picks_version_by is _WHOLE and not rule.in_force(window.last):
        return False
    return period.clock.breaks is not _EVENT or look.bears(
        rule.bearer, period.times[0], window.first
    )


def _sight(look: Look, period: CountingPeriod, window: Period, *, approximate: bool) -> Sight:
    """Return a window with the part of it the person was there for."""
    last = period.times[-1].last
    present = window
    if last is not None and last <= look.on and last < window.last:
        present = Period(window.first, max(last, window.first))
    return _new(Sight, (period, window, present, approximate))


def _effort(duty: Duty) -> Effort:
    return getattr(duty, "effort", Effort.CONVERSATION)


def asked_for(
    look: Look, rule: Rule, period: CountingPeriod, effort: Effort
) -> Iterator[Obligation]:
    """Return the question for the day a window opens on, where the rule may govern it."""
    first = period.times[0].first
    if period.times[0].group not in rule.groups or not rule.in_force(first):
        return
    if look.holds(rule, period, first).value is False:
        return
    yield not_known(rule, period.question, effort, period.times[0].group)


def unsettled(
    rule: Rule,
    question: str | None,
    period: CountingPeriod,
    effort: Effort,
    day: date | None = None,
) -> Obligation:
    """Return a window nobody can judge before the question is answered; it opens on ``day``."""
    opened = day or period.first or period.times[0].first
    return not_known(rule, question, effort, period.group_on(opened))


def judged(
    look: Look, rule: Rule, sight: Sight, count: Count, *, timed: bool, effort: Effort
) -> Obligation:
    """Return the obligation a count in a window makes; a lifted one requires nothing.

    A deadline (``timed``) stays owed after its day until it is done; a number that was missed
    cannot be made good outside its window.
    """
    last, held, required = sight.present.last, len(count.held), count.required
    status = _MET if held >= required else (_OPEN if look.on <= last else _BREACH)
    switch, lifted = rule.picks_version_by is _OPEN_THEN, None
    group = sight.period.group_on(rule.from_on if switch else sight.window.first)
    if status is not _MET:
        lifted = look.lifted_by(group, last, effort)
        if lifted is not None:
            status, required = _LIFTED, 0
    reached = count.held[required - 1] if 0 < required <= held else None
    told = (  # in the order of the fields
        rule,
        status,
        group,
        sight.present,
        count.due or last,
        required,
        held,
        count.ledger,
        count.looked,
        (),
        count.late if status is _BREACH else reached,
        status is _OPEN or (status is _BREACH and count.stays),
        None,
        lifted,
        sight.approximate,
        count.readings,
        timed,
        effort,
        None,  # no trial has shaped it
        None,
    )
    return _new(Obligation, told)


def readings_of(sight: Sight, within: Length | Edge) -> tuple[str, ...]:
    """Return the readings of ours behind a window: leaving early, a month without that day."""
    if sight.present is not sight.window and sight.cut:
        return ("left_early",)
    months = isinstance(within, Length) and within.months > 0 and not sight.approximate
    return ("month_without_that_day",) if months and _other_day(sight.window) else ()


def _other_day(window: Period) -> bool:
    return window.last.day < window.first.day
