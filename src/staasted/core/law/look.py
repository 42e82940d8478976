"""One person seen on one day: what every rule asks about them, found once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from staasted.core.axes import ConversationForm
from staasted.core.calendar import Period
from staasted.core.law.book import RuleBook
from staasted.core.law.clock import Breaks, Clock, CountingPeriod, Measure
from staasted.core.law.facts import FUNDS_OWN, JOB, Bearer, CountedEvent, OfferEvent
from staasted.core.law.handover import HandOver, handed_over
from staasted.core.law.known import Known
from staasted.core.law.length import Edge, Length
from staasted.core.law.person import OnBenefit, Person
from staasted.core.law.reach import HoursRun, reach
from staasted.core.law.rule import Rule, VersionDay
from staasted.core.law.trial import TrialPart

_DAY = timedelta(days=1)


# Words of an enum are named here once: to look one up on its class costs more than a call.
_CALENDAR, _EVENT = Measure.CALENDAR, Breaks.EVENT
_DAY_HELD, _WHOLE = VersionDay.DAY_HELD, VersionDay.WHOLE_WINDOW
_OPEN_THEN = VersionDay.OPEN_ON_FIRST_DAY
_MUNICIPALITY, _FUND = Bearer.MUNICIPALITY, Bearer.UNEMPLOYMENT_FUND
_JOINT = ConversationForm.JOINT


class Look(Known):
    """A person on a day with rules, conversations and offers; periods are found once each.

    ``parts`` are the parts of trials that may reach them, the highest in rank first.
    """

    __slots__ = ("_days", "_handovers", "_joint", "_reached", "_runs", "offers", "parts")

    def __init__(
        self,
        book: RuleBook,
        person: Person,
        events: Sequence[CountedEvent],
        offers: Sequence[OfferEvent],
        on: date,
    ) -> None:
        super().__init__(book, person, events, on)
        self.parts = book.parts_of(person, on) if book.parts else ()
        self.offers = tuple(offers)
        self._handovers: dict[date, HandOver] = {}
        self._reached: dict[tuple[str, date, int, int, int, int], tuple[date, bool]] = {}
        self._runs: dict[tuple[str, date], HoursRun] = {}
        self._joint: tuple[CountedEvent, ...] | None = None
        self._days: dict[tuple[Bearer, str, bool], list[date]] = {}

    def under_trials(
        self, book: RuleBook, events: Sequence[CountedEvent], parts: tuple[TrialPart, ...]
    ) -> "Look":
        """Return the same person on the same day under ``book``'s trials, with what is found kept.

        ``book`` has the rules and clocks of this one; ``events`` are counted as the trials do;
        ``parts`` are those of the trials that have begun and may reach the person.
        """
        look: Look = Look.__new__(Look)  # ``copy`` takes eight times as long
        look.book, look.person, look.on, look.parts = book, self.person, self.on, parts
        look.today, look.days_known, look.offers = self.today, self.days_known, self.offers
        look._periods, look._firsts, look._alone = self._periods, self._firsts, self._alone
        look._outside, look._handovers = self._outside, self._handovers
        look._reached, look._runs = self._reached, self._runs
        if events is self.events:
            look.events, look._binds = self.events, self._binds
            look._days, look._joint = self._days, self._joint
        else:
            look.events, look._binds = tuple(events), {}
            look._days, look._joint = {}, None
        return look

    def governs(self, rule: Rule, period: CountingPeriod, window: Period) -> bool:
        """Return whether the version is the one for that window, and the group its own."""
        pick = rule.picks_version_by
        if period.clock.breaks is _EVENT and not self.bears(
            rule.bearer, period.times[0], window.first
        ):
            return False
        if pick is _OPEN_THEN:
            begun = period.first is not None and period.first < rule.from_on
            open_then = begun and window.first <= rule.from_on <= window.last
            return open_then and period.group_on(rule.from_on) in rule.groups
        day = self._day_held(window) if pick is _DAY_HELD else window.first
        if not rule.in_force(day) or period.group_on(day) not in rule.groups:
            return False
        return pick is not _WHOLE or rule.in_force(window.last)

    def handover(self, time: OnBenefit) -> HandOver:
        """Return who bears the duties of a time on a benefit, and until when."""
        found = self._handovers.get(time.first)
        if found is None:
            found = handed_over(
                *(self.book, self.person, time),
                lambda rule: self.holds(rule, self.alone(time), time.first),
                self.run,
            )
            self._handovers[time.first] = found
        return found

    def bears(self, bearer: Bearer, time: OnBenefit, day: date) -> bool:
        """Return whether somebody bears what comes up on a day; True while it is not known who.

        A window of its own follows its rule; this is for what any day may bring.
        """
        over = self.handover(time)
        if over.rule is None:
            return True
        in_the_funds_months = over.fund_until is not None and day <= over.fund_until
        return (bearer is _FUND) is in_the_funds_months

    def day_of(
        self, length: Length | Edge, period: CountingPeriod, *, opens: bool
    ) -> tuple[date | None, bool, str | None]:
        """Return the day an edge of a window lies on, if it is approximate, or what to ask.

        ``opens``: the window begins there; a hand-over then is the municipality's first day.
        """
        if isinstance(length, Length):
            day, approximate = self.reached(length, period)
            return day, approximate, None
        over = self.handover(period.times[-1])
        if over.question is not None:
            return None, False, over.question
        if over.fund_until is None:
            return (period.first, False, None) if opens else (None, False, None)
        day = over.fund_until + _DAY if opens else over.fund_until
        return day, over.forecast, None

    def reached(self, length: Length, period: CountingPeriod) -> tuple[date, bool]:
        """Return what ``reach`` does; a clock that adds months up is gone through once a length."""
        first, clock = period.first or period.times[0].first, period.clock
        if clock.measure is _CALENDAR:
            return length.after(first), False
        # what a length is made of, since hashing the length itself takes longer than finding it
        place = (clock.slug, first, length.months, length.weeks, length.days, length.end_of_week)
        found = self._reached.get(place)
        if found is None:
            run = self.run(clock, first) if self.person.hours else None
            found = self._reached[place] = reach(length, period, self.person, run)
        return found

    def run(self, clock: Clock, first: date) -> HoursRun:
        """Return the person's hours from a day on, added up once."""
        place = (clock.slug, first)
        found = self._runs.get(place)
        if found is None:
            found = self._runs[place] = HoursRun(clock, self.person, first)
        return found

    def window(
        self, opens: Length | Edge | None, within: Length | Edge, period: CountingPeriod
    ) -> tuple[Period | None, bool, str | None]:
        """Return the window between two edges, if it is approximate, or the fact to ask for.

        Without ``opens`` it opens on the period's first day. None without a question: there is
        no such window, as where nothing is handed over.
        """
        first, soft, asked = period.first, False, None
        if opens is not None:
            first, soft, asked = self.day_of(opens, period, opens=True)
        last, soft_too, asked_too = self.day_of(within, period, opens=False)
        if first is None or last is None:
            return None, False, asked or asked_too
        if opens is None and isinstance(within, Length):
            last = max(first, last)  # weeks counted elsewhere may say it was reached before
        return (None if last < first else Period(first, last)), soft or soft_too, None

    def days(self, bearer: Bearer, purpose: str, *, joint: bool = True) -> list[date]:
        """Return the days of conversations that count for a bearer and purpose by today.

        Oldest first; ``joint`` ones are left out where it is False.
        """
        place = (bearer, purpose, joint)
        found = self._days.get(place)
        if found is None:
            found = self._days[place] = self._days_counted(bearer, purpose, joint=joint)
        return found

    def _days_counted(self, bearer: Bearer, purpose: str, *, joint: bool) -> list[date]:
        on, events = self.on, self.events
        if bearer is _MUNICIPALITY and purpose == JOB:  # what nearly everybody is asked about
            counted = [e.event for e in events if e.value == 1]
        else:
            counted = [e.event for e in events if e.counts_for(bearer, purpose)]
        return [e.on for e in counted if e.on <= on and (joint or e.form is not _JOINT)]

    @property
    def joint(self) -> tuple[CountedEvent, ...]:
        """Return the conversations held together with the unemployment fund, oldest first."""
        if self._joint is None:
            self._joint = tuple([e for e in self.events if e.event.form is _JOINT])
        return self._joint

    def between(self, days: list[date], first: date, last: date) -> tuple[date, ...]:
        """Return those of ``days`` (in order) from first to last, both inclusive."""
        return tuple(days[bisect_left(days, first) : bisect_right(days, last)])

    def until_today(self, first: date, last: date | None) -> Period | None:
        """Return the days from first to last, at most to today; None where there is none."""
        end = self.on if last is None or self.on < last else last
        return Period(first, end) if first <= end else None

    def seen(self, window: Period) -> Period | None:
        """Return the days of a window, at most to today; None where it lies ahead."""
        return window if window.last <= self.on else self.until_today(window.first, None)

    def _day_held(self, window: Period) -> date:
        """Return the day of the window's first job conversation; before one, today or its end."""
        held = (
            e.event.on
            for e in self.events
            if e.valid and e.event.purpose not in FUNDS_OWN and e.event.on >= window.first
        )
        return min(min(held, default=self.on), self.on, window.last)
