"""The lines of a calendar file that tell when somebody is busy; all others are never looked at.

What an appointment is about, where and with whom is dropped here, unread. Every size is bounded:
whoever wrote the file may mean harm (decision 0030).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar import Parameters
from icalendar.parser import Contentline

FILE_BYTES = 5_000_000
"""The longest file that is read; ten years of a full calendar are some 3 MB. Decision 0030."""
MOST_EVENTS = 20_000
"""The most appointments in one file. Source: decision 0030."""
LONGEST = 10_000
"""Characters of one line, its folds taken out; a long list of exceptions has some thousand."""
DEEPEST = 20
"""Components within each other; a file has three."""
WANTED = frozenset(
    [
        "UID",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "EXRULE",
        "RECURRENCE-ID",
        "STATUS",
        "TRANSP",
        "ATTENDEE",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    ]
)
_EVENT = ["VCALENDAR", "VEVENT"]

Property = tuple[Parameters, str]


class CalendarRefused(Exception):
    """The file as a whole cannot be read; ``code`` says why, and holds nothing of the file."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class RawEvent:
    """One appointment's lines by name; ``broken`` where one of them is no line."""

    lines: dict[str, list[Property]] = field(default_factory=dict)
    broken: bool = False

    def one(self, name: str) -> Property | None:
        """The first line of a name."""
        return next(iter(self.lines.get(name, ())), None)

    def word(self, name: str) -> str:
        """The first line's value in capitals; "" where there is none."""
        found = self.one(name)
        return found[1].strip().upper() if found else ""

    def add(self, line: str) -> None:
        """Take a line in, where it is one we want."""
        name = _name(line)
        if name not in WANTED:
            return
        if len(line) > LONGEST:
            self.broken = True
            return
        try:
            _, parameters, value = Contentline(line).parts()
        except Exception:  # noqa: BLE001 whatever the library makes of a hostile line
            self.broken = True
            return
        self.lines.setdefault(name, []).append((parameters, str(value)))


def events_in(content: bytes) -> Iterator[RawEvent]:
    """Every appointment of a file. Errors: CalendarRefused, also half-way.

    ``too_large``, ``not_calendar``, ``cut_off`` where the end is missing, ``too_many``.
    """
    if len(content) > FILE_BYTES:
        raise CalendarRefused("too_large")
    inside: list[str] = []
    event, count, calendars = RawEvent(), 0, 0
    for line in _unfolded(content.decode("utf-8-sig", errors="replace")):
        name = _name(line)
        if name == "BEGIN":
            _enter(inside, line)
            calendars += inside == _EVENT[:1]
            if inside == _EVENT:
                event, count = RawEvent(), count + 1
        elif name == "END":
            if inside == _EVENT and _component(line) == inside[-1]:
                yield event
            _leave(inside, line)
        elif inside == _EVENT:
            event.add(line)
        if count > MOST_EVENTS:
            raise CalendarRefused("too_many")
    if inside or not calendars:
        raise CalendarRefused("cut_off" if calendars else "not_calendar")


def _enter(inside: list[str], line: str) -> None:
    inside.append(_component(line))
    if len(inside) > DEEPEST or inside[0] != _EVENT[0]:
        raise CalendarRefused("not_calendar")


def _leave(inside: list[str], line: str) -> None:
    """What was opened last is closed first; anything else is no calendar."""
    if not inside or inside.pop() != _component(line):
        raise CalendarRefused("not_calendar")


def _component(line: str) -> str:
    return line[:LONGEST].partition(":")[2].strip().upper()


def _name(line: str) -> str:
    return line[:LONGEST].partition(":")[0].partition(";")[0].strip().upper()


def _unfolded(text: str) -> Iterator[str]:
    """Lines with their folds taken out; past the longest the rest is counted and not kept."""
    kept: list[str] = []
    length = 0
    for piece in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if kept and piece[:1] in (" ", "\t"):
            if length <= LONGEST:
                kept.append(piece[1 : LONGEST + 2])
            length += len(piece) - 1
            continue
        if kept:
            yield "".join(kept)
        kept, length = [piece[: LONGEST + 1]], len(piece)
    if kept:
        yield "".join(kept)
