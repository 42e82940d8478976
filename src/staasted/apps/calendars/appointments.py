"""One appointment of a calendar file as it is understood; None where nobody can be sure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar import Parameters, vDDDTypes

from staasted.apps.calendars.lines import RawEvent
from staasted.apps.calendars.repeating import NotUnderstood, Repeats, repeats
from staasted.apps.calendars.zones import in_utc, zone_named
from staasted.apps.org.clock import COPENHAGEN

DAY = timedelta(days=1)
FREE = frozenset({"FREE"})


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar it is: what they have declined, and what comes from us, takes no time."""

    email: str = ""
    our_domain: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A local start, a day's first moment where it is a whole day, and its zone."""

    local: datetime
    zone: tzinfo
    whole_day: bool
    guessed: bool = False

    @property
    def moment(self) -> datetime:
        return in_utc(self.local, self.zone)

    @property
    def key(self) -> date | datetime:
        """What an exception names it by."""
        return self.local.date() if self.whole_day else self.moment

    def on(self, day: date) -> "Start":
        """The same time of another day."""
        return Start(datetime.combine(day, self.local.time()), self.zone, self.whole_day)


@dataclass(frozen=True, slots=True)
class Length:
    """``nominal`` is by the clock on the wall, ``exact`` comes on top of it as it passes."""

    nominal: timedelta
    exact: timedelta

    def end_of(self, start: Start) -> datetime:
        """The end in UTC."""
        return in_utc(start.local + self.nominal, start.zone) + self.exact


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment as it is understood."""

    uid: str
    sequence: int
    start: Start
    length: Length
    rule: Repeats | None
    extra: tuple[tuple[Start, Length], ...]
    without: frozenset[date | datetime]
    instead_of: date | datetime | None
    busy: bool


def understood(raw: RawEvent, whose: Whose) -> Appointment | None:
    """The appointment, or None where it says nothing we can be sure of."""
    if raw.broken or len(raw.lines.get("RRULE", ())) > 1 or "EXRULE" in raw.lines:
        return None
    try:
        return _event(raw, whose)
    except Exception:  # noqa: BLE001 whatever the library makes of a hostile value
        return None


def _event(raw: RawEvent, whose: Whose) -> Appointment:
    began, named, rule = raw.one("DTSTART"), raw.one("RECURRENCE-ID"), raw.one("RRULE")
    if began is None or (named and "RANGE" in named[0]):
        raise NotUnderstood
    start = _start(*began)
    written = raw.one("UID")
    uid = written[1].strip() if written else ""
    return Appointment(
        uid=uid,
        sequence=int(raw.word("SEQUENCE") or 0),
        start=start,
        length=_length(raw, start),
        rule=repeats(rule[1], _rule_start(start)) if rule else None,
        extra=tuple(_extra(raw, start)),
        without=frozenset(_without(raw, start)),
        instead_of=_named(start, *named) if named else None,
        busy=_is_busy(raw, uid, whose),
    )


def _rule_start(start: Start) -> date | datetime:
    return start.local.date() if start.whole_day else start.local


def _start(parameters: Parameters, value: str) -> Start:
    """A start as it is written: a day, a moment in a zone, in UTC, or in nobody's."""
    told = vDDDTypes.from_ical(value.strip())
    if isinstance(told, datetime):
        if told.tzinfo is not None:
            return Start(told.astimezone(UTC).replace(tzinfo=None), UTC, whole_day=False)
        named = parameters.get("TZID")
        zone = zone_named(str(named)) if named else COPENHAGEN
        return Start(told, zone or COPENHAGEN, whole_day=False, guessed=zone is None)
    if isinstance(told, date):
        return Start(datetime.combine(told, time.min), COPENHAGEN, whole_day=True)
    raise NotUnderstood


def _length(raw: RawEvent, start: Start) -> Length:
    """How long it takes. Errors: NotUnderstood where it ends before it begins."""
    ended, lasts = raw.one("DTEND"), raw.one("DURATION")
    if ended is not None:
        return _until(start, _start(*ended))
    if lasts is not None:
        return _lasting(lasts[1])
    return Length(DAY if start.whole_day else timedelta(), timedelta())


def _until(start: Start, end: Start) -> Length:
    if start.whole_day != end.whole_day:
        raise NotUnderstood
    length = Length(end.local - start.local, timedelta())
    if start.whole_day and not length.nominal:
        return Length(DAY, timedelta())
    if start.zone is not end.zone:
        length = Length(timedelta(), end.moment - start.moment)
    if length.nominal + length.exact < timedelta():
        raise NotUnderstood
    return length


def _lasting(value: str) -> Length:
    """Days are by the wall's clock, hours as they pass (RFC 5545, 3.3.6)."""
    lasts = vDDDTypes.from_ical(value.strip())
    if not isinstance(lasts, timedelta) or lasts < timedelta():
        raise NotUnderstood
    days = timedelta(days=lasts.days)
    return Length(days, lasts - days)


def _extra(raw: RawEvent, start: Start) -> Iterator[tuple[Start, Length]]:
    """What RDATE adds: starts of the same length, or stretches of their own."""
    for parameters, value in raw.lines.get("RDATE", ()):
        for each in value.split(","):
            begin, slash, end = each.partition("/")
            other = _start(parameters, begin)
            if not slash:
                yield other, _length(raw, start)
            elif end.strip().upper().startswith(("P", "+P")):
                yield other, _lasting(end)
            else:
                yield other, _until(other, _start(parameters, end))


def _without(raw: RawEvent, start: Start) -> Iterator[date | datetime]:
    for parameters, value in raw.lines.get("EXDATE", ()):
        for each in value.split(","):
            yield _named(start, parameters, each)


def _named(start: Start, parameters: Parameters, value: str) -> date | datetime:
    """The occurrence an exception names: by its day alone, it is at the usual time."""
    other = _start(parameters, value)
    if start.whole_day:
        return other.local.date()
    return start.on(other.local.date()).moment if other.whole_day else other.moment


def _is_busy(raw: RawEvent, uid: str, whose: Whose) -> bool:
    if whose.our_domain and uid.endswith(f"@{whose.our_domain}"):
        return False
    if raw.word("STATUS") == "CANCELLED" or raw.word("TRANSP") == "TRANSPARENT":
        return False
    if raw.word("X-MICROSOFT-CDO-BUSYSTATUS") in FREE:
        return False
    return not any(_declined(whose, *line) for line in raw.lines.get("ATTENDEE", ()))


def _declined(whose: Whose, parameters: Parameters, value: str) -> bool:
    own = bool(whose.email) and value.strip().lower() == f"mailto:{whose.email.lower()}"
    return own and str(parameters.get("PARTSTAT", "")).upper() == "DECLINED"
