"""Calendar files for tests, written by hand or by ``icalendar``."""

from collections.abc import Iterable
from datetime import UTC, datetime

from staasted.apps.calendars.appointments import Whose
from staasted.apps.calendars.reading import Busy, busy_read
from staasted.core.slots import Interval

SINCE, UNTIL = datetime(2026, 5, 18, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
WINDOW = Interval(SINCE, UNTIL)
NOBODY = Whose()


def file_of(*events: Iterable[str]) -> bytes:
    """A whole file with these appointments, each its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//"]
    for number, event in enumerate(events):
        own = list(event)
        uid = [] if any(line.startswith("UID") for line in own) else [f"UID:u{number}"]
        lines += ["BEGIN:VEVENT", *uid, "DTSTAMP:20260101T000000Z", *own, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events: Iterable[str], window: Interval = WINDOW, whose: Whose = NOBODY) -> Busy:
    """What is read of a file with these appointments."""
    return busy_read(file_of(*events), window=window, whose=whose)


def times(*events: Iterable[str]) -> list[tuple[str, str]]:
    """The same in short: start and end, as 2026-05-20T07:00."""
    return [spelled(each) for each in read(*events).times]


def spelled(interval: Interval) -> tuple[str, str]:
    start, end = interval.start, interval.end
    return start.strftime("%Y-%m-%dT%H:%M"), end.strftime("%Y-%m-%dT%H:%M")
