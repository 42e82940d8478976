"""Kind: the first conversation is held within a number of weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period, add_weeks
from staasted.core.law.facts import CountedEvent, CountingPeriod
from staasted.core.law.finding import Finding, Status, not_known, status_on


@dataclass(frozen=True, slots=True)
class FirstDeadline:
    """The first conversation lies at most `weeks` weeks after the first request.

    The same weekday that many weeks later is still in time.
    Source: LBK 280/2024 § 31, stk. 5.
    """

    weeks: int

    def window(self, period: CountingPeriod) -> Period | None:
        """Return the days from first request to due day, both included; None if not known."""
        first = period.first_request_on
        return None if first is None else Period(first, add_weeks(first, self.weeks))

    def find(self, period: CountingPeriod, events: Sequence[CountedEvent], on: date) -> Finding:
        """Return whether the first conversation was in time, seen on `on`."""
        window = self.window(period)
        if window is None:
            return not_known("first_request_on")
        return _finding(window, period.ended(on), _counted(events, on), on)


def _counted(events: Sequence[CountedEvent], on: date) -> tuple[CountedEvent, ...]:
    """Return the conversations held by `on`, oldest first."""
    return tuple(sorted((e for e in events if e.event.on <= on), key=lambda e: e.event.on))


def _finding(
    window: Period, ended: date | None, events: tuple[CountedEvent, ...], on: date
) -> Finding:
    """Return the finding; leaving before the due day lifts the duty, see decision 0005."""
    cut = window if ended is None else window.until(max(ended, window.first))
    required = 1 if cut == window else 0
    held = sum(e.value for e in events if e.event.on in cut)
    fulfilled = next((e.event.on for e in events if e.value), None)
    status = status_on(on, cut.last, held, required)
    owed = status is not Status.MET and fulfilled is None and ended is None
    return Finding(
        window=cut,
        due=cut.last,
        required=required,
        held=held,
        events=events,
        status=status,
        fulfilled_on=fulfilled,
        still_owed=owed,
        readings=() if cut == window else ("left_early",),
    )
