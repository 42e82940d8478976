"""When somebody is reminded of what they have booked: never at night, never too often.

Moments are aware and handed in; the hours are those of a wall clock in the zone given.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from staasted.core.errors import DomainError

MARGIN = timedelta(minutes=15)
"""How long before the last moment one is planned at the latest, for whoever sends it may be a
little behind. Source: decision 0028."""


class ReminderKind(StrEnum):
    """Which of the two: some days before the meeting, or some hours before it."""

    DAYS = "reminder_days"
    HOURS = "reminder_hours"


class KeptBack(StrEnum):
    """Why one is not sent: enough that day already, or its hours were over before it could go."""

    CAP = "cap"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class OpenHours:
    """The hours of every day somebody may be reminded in, both ends inclusive.

    Errors: DomainError ``reminder_hours`` where there is nothing between them.
    """

    first: time
    last: time
    zone: tzinfo

    def __post_init__(self) -> None:
        day = date(2000, 1, 1)
        if datetime.combine(day, self.first) >= datetime.combine(day, self.last) - MARGIN:
            raise DomainError("reminder_hours", first=self.first, last=self.last)

    def hold(self, at: datetime) -> bool:
        """Whether a moment lies inside them."""
        return self.first <= at.astimezone(self.zone).time() <= self.last

    def latest_by(self, at: datetime) -> datetime:
        """The last moment that lies inside them and the margin, and not after this one."""
        local = at.astimezone(self.zone)
        last = self._last_planned(local.date())
        if self.first <= local.time() and at <= last:
            return at
        return last if last <= at else self._last_planned(local.date() - timedelta(days=1))

    def next_from(self, at: datetime) -> datetime:
        """The first moment inside them, this one or later."""
        if self.hold(at):
            return at
        local = at.astimezone(self.zone)
        later = local.time() > self.last
        return self._at(local.date() + timedelta(days=later), self.first)

    def _last_planned(self, day: date) -> datetime:
        return self._at(day, self.last) - MARGIN

    def _at(self, day: date, clock: time) -> datetime:
        """A moment of the wall clock, on the scale of all moments: a day may have 23 hours."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Reminding:
    """How somebody wants to be reminded: how many hours before, when, and how often in a day."""

    hours: Mapping[ReminderKind, int]
    open_hours: OpenHours
    a_day: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """What somebody is reminded of."""

    ref: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one meeting: when it goes, when it no longer helps, or why it does not go."""

    meeting: Meeting
    kind: ReminderKind
    at: datetime
    until: datetime
    kept_back: KeptBack | None = None


Had = Mapping[tuple[str, ReminderKind], datetime | None]
"""Meeting and kind of what is settled: when it went or is to go, None where it does not."""


def reminders(
    meetings: Iterable[Meeting], *, wanted: Reminding, had: Had, now: datetime
) -> list[Reminder]:
    """Every reminder that is still to come, and those that are kept back, in order of time.

    None goes after its meeting has begun, none twice, none whose moment has passed. One that
    falls outside the hours goes before them. Of too many in a day the nearest meetings' go.
    """
    ahead = (meeting for meeting in meetings if meeting.starts_at > now)
    planned = [each for meeting in ahead for each in _of(meeting, wanted, had, now)]
    return sorted(_capped(planned, wanted, had), key=lambda each: (each.at, each.meeting.ref))


def _of(meeting: Meeting, wanted: Reminding, had: Had, now: datetime) -> Sequence[Reminder]:
    """One meeting's, the one long before it first; two in one moment are one."""
    found: list[Reminder] = []
    until = meeting.starts_at
    for kind, hours in sorted(wanted.hours.items(), key=lambda pair: pair[1]):
        due = meeting.starts_at - timedelta(hours=hours)
        if due <= now or (meeting.ref, kind) in had:
            continue
        at = wanted.open_hours.latest_by(due)
        if at <= now:
            found.append(Reminder(meeting, kind, due, until, KeptBack.QUIET))
        elif at < until:
            found.append(Reminder(meeting, kind, at, until))
            until = at
    return found[::-1]


def _capped(planned: Sequence[Reminder], wanted: Reminding, had: Had) -> Iterator[Reminder]:
    """Each, kept back where its day has enough."""
    zone = wanted.open_hours.zone
    days = Counter(at.astimezone(zone).date() for at in had.values() if at is not None)
    for each in sorted(planned, key=lambda one: (one.meeting.starts_at, one.at, one.meeting.ref)):
        day = each.at.astimezone(zone).date()
        if each.kept_back is not None:
            yield each
        elif days[day] < wanted.a_day:
            days[day] += 1
            yield each
        else:
            yield replace(each, kept_back=KeptBack.CAP)
