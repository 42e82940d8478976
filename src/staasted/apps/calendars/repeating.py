"""A calendar file's rule of repetition, as far as it is one we understand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import vRecur

from staasted.core.recurrence import Pace, Recurrence

_TIMES = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
_KNOWN = frozenset(
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"]
) | frozenset(_TIMES)
_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_LARGEST = 100_000
_WHOLE_MONTH, _WHOLE_YEAR = 31, 366
_LENGTH = {Pace.DAILY: 1, Pace.WEEKLY: 7, Pace.MONTHLY: 31, Pace.YEARLY: 366}


class NotUnderstood(ValueError):
    """An appointment, or its rule, that says nothing we can be sure of."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """A rule and its end: a day (inclusive), a local moment or one in UTC, or None."""

    rule: Recurrence
    until: date | datetime | None

    def walks(self, first: date, since: date, until: date) -> int:
        """How many days are walked at most between two days; bounds the work."""
        if self.rule.count is None:
            return max(0, (until - max(first, since)).days)
        in_all = self.rule.count * self.rule.interval * _LENGTH[self.rule.pace]
        return max(0, min((until - first).days, in_all))

    def last_day(self, until: date) -> date:
        """The last day worth walking to: a day more than its end, for the zones."""
        if self.until is None:
            return until
        end = self.until.date() if isinstance(self.until, datetime) else self.until
        return until if end >= until else min(until, end + timedelta(days=1))

    def holds(self, local: datetime, moment: datetime) -> bool:
        """Whether an occurrence comes before the end, by the kind of end it is."""
        if self.until is None:
            return True
        if not isinstance(self.until, datetime):
            return local.date() <= self.until
        return local <= self.until if self.until.tzinfo is None else moment <= self.until


def repeats(written: str, start: date | datetime) -> Repeats:
    """The rule in words of ours. Errors: NotUnderstood; whatever the library raises."""
    told = {name.upper(): values for name, values in vRecur.from_ical(written).items()}
    if set(told) - _KNOWN or "FREQ" not in told:
        raise NotUnderstood
    for name, part in _TIMES.items():
        if name in told and [int(each) for each in told[name]] != [getattr(start, part, None)]:
            raise NotUnderstood
    rule = Recurrence(
        pace=Pace(str(_one(told["FREQ"])).upper()),
        interval=_number(told.get("INTERVAL", [1])),
        count=_number(told["COUNT"]) if "COUNT" in told else None,
        months=_numbers(told.get("BYMONTH", ()), 12, signed=False),
        month_days=_numbers(told.get("BYMONTHDAY", ()), _WHOLE_MONTH),
        weekdays=frozenset(_weekday(str(each)) for each in told.get("BYDAY", ())),
        places=_numbers(told.get("BYSETPOS", ()), _WHOLE_YEAR),
        week_starts=_DAYS[str(_one(told.get("WKST", ["MO"])))],
    )
    _fits(rule)
    return Repeats(rule, _until(told))


def _fits(rule: Recurrence) -> None:
    """What the format forbids is not guessed at (RFC 5545, 3.3.10)."""
    weekly, short = rule.pace is Pace.WEEKLY, rule.pace in (Pace.DAILY, Pace.WEEKLY)
    counted = any(nth for nth, _ in rule.weekdays)
    placed = bool(rule.weekdays or rule.month_days or rule.months)
    if (weekly and rule.month_days) or (short and counted) or (rule.places and not placed):
        raise NotUnderstood


def _until(told: dict[str, list[object]]) -> date | datetime | None:
    if "UNTIL" not in told:
        return None
    end = _one(told["UNTIL"])
    if not isinstance(end, date):
        raise NotUnderstood
    return end


def _one(values: list[object]) -> object:
    if not isinstance(values, list):
        return values
    if len(values) != 1:
        raise NotUnderstood
    return values[0]


def _number(values: list[object]) -> int:
    number = int(str(_one(values)))
    if not 0 < number <= _LARGEST:
        raise NotUnderstood
    return number


def _numbers(values: list[object], most: int, *, signed: bool = True) -> frozenset[int]:
    numbers = frozenset(int(str(each)) for each in values)
    least = -most if signed else 1
    if not all(each and least <= each <= most for each in numbers):
        raise NotUnderstood
    return numbers


def _weekday(written: str) -> tuple[int, int]:
    """As ``2TU`` or ``-1FR`` or ``MO``."""
    ordinal = written[:-2]
    number = int(ordinal) if ordinal else 0
    if ordinal and not 0 < abs(number) <= 53:  # noqa: PLR2004 weeks that begin in a year
        raise NotUnderstood
    return number, _DAYS[written[-2:].upper()]
