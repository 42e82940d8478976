"""Kinds: an offer begins in time, and the longest time without one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from staasted.core.calendar import Period
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.facts import Effort, OfferEvent
from staasted.core.law.kinds.duty import (
    Count,
    Duty,
    Sight,
    WindowDuty,
    asked_for,
    judged,
)
from staasted.core.law.length import Length
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation
from staasted.core.law.rule import Rule

_DAY = timedelta(days=1)
_OFFER = Effort.OFFER


@dataclass(frozen=True, slots=True)
class OfferDeadline(WindowDuty):
    """An offer has begun at most `within` after the clock's first day.

    `whole_week`: begun in the calendar week (Monday to Sunday) of the due day is in time.
    `kinds` are those that count (empty: all), `not_kinds` those that do not; an offer that has
    ended is at least `min_weeks` long. `late`: kind → how much later it may begin when it was
    granted by the due day.
    Source: LBK 280/2024 §§ 101-102; BEK 1216/2023 § 115 (the calendar week).
    """

    effort: ClassVar[Effort] = Effort.OFFER
    within: Length
    clock: str = "same_benefit"
    kinds: frozenset[str] = frozenset()
    not_kinds: frozenset[str] = frozenset()
    min_weeks: int = 0
    whole_week: bool = False
    late: Mapping[str, Length] = field(default_factory=dict)

    def window(self, look: Look, period: CountingPeriod) -> tuple[Period | None, bool, str | None]:
        """Return the window to the due day; the calendar week is looked at beside it."""
        first = period.first or period.times[0].first
        last, approximate = look.reached(self.within, period)
        return Period(first, max(first, last)), approximate, None

    def judge(self, look: Look, rule: Rule, sight: Sight) -> Obligation:
        """Return whether one began in time; leaving before the due day lifts the duty."""
        begun = [o for o in look.offers if self._counts(o, sight, look.on)] if look.offers else []
        in_time = sorted(o.first for o in begun if o.first and self._in_time(o, sight))
        due, present = sight.present.last, self._with_week(sight)
        readings = ("calendar_week",) if present.last != due else ()
        count = Count(
            0 if sight.cut else 1,
            tuple(in_time[:1]),
            readings=readings,
            due=due,
            stays=not begun,
        )
        week = Sight(sight.period, sight.window, present, sight.approximate)
        found = judged(look, rule, week, count, timed=True, effort=_OFFER)
        if not begun:
            return found
        done = min([o.first for o in begun if o.first], default=None)
        return found._replace(offers=tuple(begun), fulfilled_on=done, still_owed=False)

    def _with_week(self, sight: Sight) -> Period:
        """Return the window to the last day that is in time."""
        if not self.whole_week or sight.cut:
            return sight.present
        last = sight.present.last
        return Period(sight.present.first, last + (6 - last.weekday()) * _DAY)

    def _in_time(self, offer: OfferEvent, sight: Sight) -> bool:
        if offer.first is None:
            return False
        last = self._with_week(sight).last
        later = self.late.get(offer.kind)
        if later is not None and _granted_by(offer, sight.window.last):
            last = max(last, later.after(sight.window.last))
        return offer.first <= last

    def _counts(self, offer: OfferEvent, sight: Sight, on: date) -> bool:
        """Return whether it has begun, is of a kind that counts, and was not too short."""
        if offer.first is None or not sight.window.first <= offer.first <= on:
            return False
        if offer.kind in self.not_kinds or (self.kinds and offer.kind not in self.kinds):
            return False
        ended = offer.last is not None and offer.last <= on
        return not ended or offer.weeks(on) >= self.min_weeks


@dataclass(frozen=True, slots=True)
class LongestOfferGap(Duty):
    """The longest time without a running offer, from the end of the last one, inclusive.

    Source: LBK 280/2024 § 105; decision 0012 (a repeat is counted from the end of the last).
    """

    longest: Length
    clock: str = "same_benefit"
    opens: Length | None = None

    def find(self, look: Look, rule: Rule) -> Iterator[Obligation]:
        """Return one obligation for each gap this version governs; none before a first offer."""
        for period in look.periods(self.clock):
            if period.first is None:
                yield from asked_for(look, rule, period, Effort.OFFER)
                continue
            for window, begun in self._gaps(look, period.first):
                if window.first > look.on or not look.governs(rule, period, window):
                    continue
                ended = period.ended(look.on)
                cut = ended is not None and ended < window.last
                binds = look.holds(rule, period, window.first)
                if binds.value and not (cut and begun is None):
                    yield self._judged(look, rule, period, window, begun)

    def _judged(
        self,
        look: Look,
        rule: Rule,
        period: CountingPeriod,
        window: Period,
        begun: date | None,
    ) -> Obligation:
        in_time = (begun,) if begun is not None and begun <= window.last else ()
        sight = Sight(period, window, window, approximate=False)
        return judged(look, rule, sight, Count(1, in_time), timed=True, effort=Effort.OFFER)

    def _gaps(self, look: Look, first: date) -> Iterator[tuple[Period, date | None]]:
        """Return the time after each offer that has ended, with the day the next one began."""
        begun = sorted(
            (o for o in look.offers if o.first is not None and first <= o.first <= look.on),
            key=lambda o: (o.first or first, o.ref),
        )
        for place, offer in enumerate(begun):
            if offer.last is None or offer.last > look.on:
                continue
            later = [o.first for o in begun[place + 1 :] if o.first is not None]
            start = offer.last + _DAY
            yield Period(start, self.longest.after(offer.last)), later[0] if later else None


def _granted_by(offer: OfferEvent, day: date) -> bool:
    return offer.granted_on is not None and offer.granted_on <= day
