"""Dates, times and numbers as people say them, in Danish time, with a 24-hour clock."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from staasted.catalog.language import Language, spoken
from staasted.catalog.texts import text

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAYS_KEPT = 4096  # in words, in each language: some years on both sides of today
BY_NAME = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def day(on: date) -> str:
    """Return a date, or the Danish date of an aware moment: "tirsdag den 1. december"."""
    return _day(spoken(), danish_date(on))


@lru_cache(maxsize=DAYS_KEPT)
def _day(_: Language, on: date) -> str:
    return text(
        "ui.date.day",
        weekday=text(f"ui.weekday.{WEEKDAYS[on.weekday()]}"),
        day=on.day,
        month=text(f"ui.month.{MONTHS[on.month - 1]}"),
    )


def day_year(on: date) -> str:
    """Return a date with its year: "tirsdag den 1. december 2026"."""
    return _day_year(spoken(), danish_date(on))


@lru_cache(maxsize=DAYS_KEPT)
def _day_year(_: Language, on: date) -> str:
    return text("ui.date.day_year", day=day(on), year=on.year)


def day_near(on: date, today: date) -> str:
    """Return a date, with its year where that is not today's: "tirsdag den 1. december"."""
    same_year = danish_date(on).year == danish_date(today).year
    return day(on) if same_year else day_year(on)


def clock(at: datetime) -> str:
    """Return an aware moment's time of day in Denmark: "9.30"."""
    local = _danish_time(at)
    return text("ui.date.clock", hour=local.hour, minute=f"{local.minute:02}")


def weekday(number: int | str) -> str:
    """Return the weekday of an ISO number: "mandag" is 1."""
    return text(f"ui.weekday.{WEEKDAYS[int(number) - 1]}")


def time_of_day(at: time | str) -> str:
    """Return a time of the wall's clock, or an ISO one, as it is said: "9.30"."""
    at = time.fromisoformat(at) if isinstance(at, str) else at
    return text("ui.date.clock", hour=at.hour, minute=f"{at.minute:02}")


def moment(at: datetime) -> str:
    """Return an aware moment's date and time: "tirsdag den 1. december kl. 9.30"."""
    return text("ui.date.moment", day=day(at), clock=clock(at))


def moment_near(at: datetime, today: date) -> str:
    """Return date and time, the day by name where it has one: "i dag kl. 9.30"."""
    if (danish_date(at) - danish_date(today)).days in BY_NAME:
        return text("ui.date.moment", day=relative_days(at, today), clock=clock(at))
    return text("ui.date.moment", day=day_near(at, today), clock=clock(at))


def relative_days(on: date, today: date) -> str:
    """Return the distance between two Danish dates: "i morgen", "for 2 dage siden"."""
    days = (danish_date(on) - danish_date(today)).days
    if days in BY_NAME:
        return text(f"ui.date.{BY_NAME[days]}")
    return text("ui.date.in_days" if days > 0 else "ui.date.days_ago", days=abs(days))


def number(value: float) -> str:
    """Return a number with at most one decimal: "3,5" in Danish, "3.5" in English, "4"."""
    said = f"{round(value, 1):g}".replace("-", "−")
    return said.replace(".", ",") if spoken() is Language.DANISH else said


def opened(words: str) -> str:
    """Return words as they open a line: the first letter large, the rest as they are."""
    return words[:1].upper() + words[1:]


def signed(value: float) -> str:
    """Return a difference with its sign: "+3,5", "−4", "0"."""
    said = number(value)
    return f"+{said}" if round(value, 1) > 0 else said


def danish_date(on: date) -> date:
    """Return the day itself, or the day in Denmark of an aware moment."""
    return _danish_time(on).date() if isinstance(on, datetime) else on


def _danish_time(at: datetime) -> datetime:
    """Return an aware moment in Danish time; a naive one is refused, since it says no zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone. Give an aware datetime in UTC.")
    return at.astimezone(COPENHAGEN)
