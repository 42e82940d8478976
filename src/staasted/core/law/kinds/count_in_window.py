"""Kind: at least a number of conversations in the first months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period, add_months
from staasted.core.law.facts import CountedEvent, CountingPeriod
from staasted.core.law.finding import Finding, Status, not_known, status_on


@dataclass(frozen=True, slots=True)
class CountInWindow:
    """At least `number` conversations in the first `months` months from first request.

    The first conversation is one of them. The same day number that many months later is
    still inside.
    Source: LBK 280/2024 § 31, stk. 3 and § 9, stk. 2, nr. 2.
    """

    number: int
    months: int

    def window(self, period: CountingPeriod) -> Period | None:
        """Return the days from first request to due day, both included; None if not known."""
        first = period.first_request_on
        return None if first is None else Period(first, add_months(first, self.months))

    def find(self, period: CountingPeriod, events: Sequence[CountedEvent], on: date) -> Finding:
        """Return how far the number is on `on`."""
        window = self.window(period)
        if window is None:
            return not_known("first_request_on")
        ended = period.ended(on)
        cut = window if ended is None else window.until(max(ended, window.first))
        return self._finding(window, cut, _inside(events, cut, on), on)

    def required(self, window: Period, present: Period) -> int:
        """Return floor(number × days present ÷ days of the window), both ends counted.

        Source: decision 0005 (an interpretation: the act does not name leaving early).
        """
        return self.number * present.days // window.days

    def _finding(
        self, window: Period, cut: Period, events: tuple[CountedEvent, ...], on: date
    ) -> Finding:
        """Return the finding; once the window has closed nothing can be made good inside it."""
        required = self.required(window, cut)
        counted = tuple(e.event.on for e in events if e.value)
        status = status_on(on, cut.last, len(counted), required)
        reached = status is Status.MET and required > 0
        return Finding(
            window=cut,
            due=cut.last,
            required=required,
            held=len(counted),
            events=events,
            status=status,
            fulfilled_on=counted[required - 1] if reached else None,
            still_owed=status is Status.OPEN,
            readings=_readings(window, cut),
        )


def _inside(events: Sequence[CountedEvent], window: Period, on: date) -> tuple[CountedEvent, ...]:
    """Return the conversations of the window held by `on`, oldest first."""
    seen = (e for e in events if e.event.on in window and e.event.on <= on)
    return tuple(sorted(seen, key=lambda e: e.event.on))


def _readings(window: Period, cut: Period) -> tuple[str, ...]:
    """Return the readings of ours behind the window: leaving early, a month without that day."""
    if cut != window:
        return ("left_early",)
    return ("month_without_that_day",) if window.last.day != window.first.day else ()
