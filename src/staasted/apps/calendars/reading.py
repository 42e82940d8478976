"""When a calendar file says somebody is busy, and nothing else of what it says.

Nothing is invented: an appointment we do not understand is left out and counted. Nothing is
dropped unsaid: a file that is cut off, or too much, is refused as a whole (decision 0030).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from staasted.apps.calendars.appointments import DAY, Appointment, Length, Start, Whose, understood
from staasted.apps.calendars.lines import CalendarRefused, events_in
from staasted.apps.calendars.repeating import NotUnderstood, Repeats
from staasted.core.slots import Interval

MOST_OCCURRENCES = 20_000
"""The most appointments in the window, those that repeat counted each time. Decision 0030."""
MOST_WALKED = 200_000
"""Days walked for all rules of a file; some seconds. Source: decision 0030."""
LONGEST_REPEATED = timedelta(days=366)
"""What repeats and is longer than this is not understood. Source: decision 0030."""
Key = date | datetime
"""What an occurrence is named by: its day, or its start in UTC."""


@dataclass(frozen=True, slots=True)
class Busy:
    """What was read: merged stretches in UTC, in order and within the window.

    ``left_out`` appointments were not understood; ``guessed`` had a time zone nobody knows, and
    are taken as Danish.
    """

    times: tuple[Interval, ...]
    left_out: int = 0
    guessed: int = 0


def busy_read(content: bytes, *, window: Interval, whose: Whose) -> Busy:
    """When the calendar in a file says somebody is busy. Errors: CalendarRefused."""
    events, left_out = [], 0
    for raw in events_in(content):
        event = understood(raw, whose)
        if event is None:
            left_out += 1
        else:
            events.append(event)
    reader = _Reader(window)
    reader.read(events)
    times = _merged(reader.found)
    return Busy(tuple(times), left_out + reader.left_out, sum(e.start.guessed for e in events))


class _Reader:
    """Lays the appointments of one file out in the window, within what may be walked."""

    def __init__(self, window: Interval) -> None:
        self.window = window
        self.found: list[Interval] = []
        self.left_out = self.walked = self.laid = 0

    def read(self, events: Iterable[Appointment]) -> None:
        """Lay out all; what stands instead of an occurrence takes its place."""
        series, instead = _newest(events)
        moved: dict[str, set[Key]] = defaultdict(set)
        for uid, key in instead:
            moved[uid].add(key)
        for event in series:
            self._lay(event, moved.get(event.uid, set()) if event.uid else set())
        for event in instead.values():
            self._lay(event, set())

    def _lay(self, event: Appointment, moved: set[Key]) -> None:
        if not event.busy:
            return
        try:
            for start, length in self._occurrences(event):
                if start.key not in moved and start.key not in event.without:
                    self._add(start, length)
        except (NotUnderstood, OverflowError, ValueError):
            self.left_out += 1

    def _occurrences(self, event: Appointment) -> Iterator[tuple[Start, Length]]:
        if event.rule is None or event.instead_of is not None:
            yield event.start, event.length
        else:
            for start in self._repeated(event, event.rule):
                yield start, event.length
        yield from event.extra

    def _repeated(self, event: Appointment, repeated: Repeats) -> Iterator[Start]:
        """The starts of what repeats, in days around the window: zones lie a day apart at most."""
        length = event.length.nominal + event.length.exact
        if length > LONGEST_REPEATED:
            raise NotUnderstood
        first = event.start.local.date()
        since = (self.window.start - length).date() - DAY
        until = repeated.last_day(self.window.end.date() + DAY)
        self.walked += repeated.walks(first, since, until)
        if self.walked > MOST_WALKED:
            raise CalendarRefused("too_many")
        for day in repeated.rule.days(first, since=since, until=until):
            start = event.start.on(day)
            if repeated.holds(start.local, start.moment):
                yield start

    def _add(self, start: Start, length: Length) -> None:
        begin, end = max(start.moment, self.window.start), length.end_of(start)
        end = min(end, self.window.end)
        if begin < end:
            self.found.append(Interval(begin, end))
        self.laid += 1
        if self.laid > MOST_OCCURRENCES:
            raise CalendarRefused("too_many")


def _newest(
    events: Iterable[Appointment],
) -> tuple[list[Appointment], dict[tuple[str, Key], Appointment]]:
    """Of each appointment, and of each that stands instead of one, the latest versions."""
    latest: dict[tuple[str, Key | None], int] = defaultdict(int)
    known = list(events)
    for event in known:
        key = (event.uid, event.instead_of)
        latest[key] = max(latest[key], event.sequence)
    kept = [e for e in known if not e.uid or e.sequence == latest[e.uid, e.instead_of]]
    series = [event for event in kept if event.instead_of is None]
    instead = {(e.uid, e.instead_of): e for e in kept if e.instead_of is not None}
    return series, instead


def _merged(found: Iterable[Interval]) -> Iterator[Interval]:
    """Stretches in order, those that touch made one."""
    start = end = None
    for each in sorted(found, key=lambda interval: interval.start):
        if start is None or end is None:
            start, end = each.start, each.end
        elif each.start <= end:
            end = max(end, each.end)
        else:
            yield Interval(start, end)
            start, end = each.start, each.end
    if start is not None and end is not None:
        yield Interval(start, end)
