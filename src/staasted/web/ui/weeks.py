"""Weeks and months as pages lead through them: days by name, lengths in words, a day's picture."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.http import HttpRequest

from staasted.catalog.language import Language, spoken
from staasted.catalog.speech import MONTHS, WEEKDAYS, clock
from staasted.catalog.texts import text
from staasted.core.slots import Span, moment
from staasted.core.slots.mask import MINUTE
from staasted.core.slots.use import DayUse
from staasted.web.ui.times import YEARS, day_read

WEEK = timedelta(weeks=1)
SUNDAY = timedelta(days=6)
WORKDAYS = 5
HOUR = 60  # minutes
KEPT = 4096  # stretches of days in words, in each language
_MONDAYS_FIRST = Calendar()


def monday_asked(request: HttpRequest, today: date) -> date:
    """The Monday of the week the address asks for (``fra``), else of this one."""
    on = day_asked(request, today)
    return on - timedelta(days=on.weekday())


def week_around(monday: date) -> dict[str, date]:
    """A week's ends, and the Mondays before and after it."""
    return {
        "monday": monday,
        "sunday": monday + SUNDAY,
        "earlier": monday - WEEK,
        "later": monday + WEEK,
    }


def day_asked(request: HttpRequest, today: date) -> date:
    """The day the address asks for (``fra``), in a calendar of ours; else today."""
    on = day_read(request.GET.get("fra", ""))
    # A week at the end of our calendar reaches beyond its years, and is still a week.
    return on if on is not None and on.year in YEARS else today


def weeks_of(on: date) -> list[list[date]]:
    """The whole weeks that a month's days lie in, from Monday to Sunday."""
    return _MONDAYS_FIRST.monthdatescalendar(on.year, on.month)


def month_beside(on: date, months: int) -> date:
    """The first day of a month so many months from a day's."""
    number = on.year * 12 + on.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_said(on: date) -> str:
    """A month with its year: "november 2026"."""
    return text(
        "office.month.heading", month=text(f"ui.month.{MONTHS[on.month - 1]}"), year=on.year
    )


def day_said(on: date) -> str:
    """A day of a week in short: "mandag 16."."""
    return text("office.week.day", weekday=text(f"ui.weekday.{WEEKDAYS[on.weekday()]}"), day=on.day)


def date_said(on: date) -> str:
    """A day of a month in short: "16. november"."""
    return text("office.month.day", day=on.day, month=text(f"ui.month.{MONTHS[on.month - 1]}"))


def length_said(minutes: int) -> str:
    """Minutes in words: "2 t 15 min.", "45 min.", "0 min."."""
    hours, rest = divmod(minutes, HOUR)
    if hours and rest:
        return text("office.length.both", hours=hours, minutes=rest)
    if hours:
        return text("office.length.hours", hours=hours)
    return text("office.length.minutes", minutes=rest)


def stretches_said(stretches: tuple[Span, ...]) -> str:
    """Stretches of a day in words: "9.00–12.00, 13.00–15.00"."""
    return _stretches_said(spoken(), stretches)


@lru_cache(maxsize=KEPT)
def _stretches_said(_: Language, stretches: tuple[Span, ...]) -> str:
    return ", ".join(f"{clock(moment(s))}–{clock(moment(e))}" for s, e in stretches)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in a picture of a day, in minutes from where the picture begins."""

    kind: str
    at: int
    width: int


@dataclass(frozen=True, slots=True)
class Window:
    """The hours a picture shows, in minutes from the start of the day."""

    first: int
    last: int

    @property
    def width(self) -> int:
        """How many minutes that is."""
        return self.last - self.first

    def bars(self, use: DayUse) -> list[Bar]:
        """What is open, away and held, in that order: the later is drawn over the earlier."""
        start = use.bounds[0] // MINUTE + self.first
        parts = (("open", use.open), ("away", use.away), ("held", use.held))
        return [
            Bar(kind, max(first // MINUTE - start, 0), min(width, self.width))
            for kind, stretches in parts
            for first, last in stretches
            if (width := last // MINUTE - max(first // MINUTE, start)) > 0
            and first // MINUTE - start < self.width
        ]


def window_of(uses: Sequence[DayUse]) -> Window:
    """The whole hours around what is open or held; an office's hours where nothing is."""
    shown = [(use.bounds[0], span) for use in uses for span in (*use.open, *use.held)]
    if not shown:
        return Window(8 * HOUR, 16 * HOUR)
    first = min((span[0] - start) // MINUTE for start, span in shown)
    last = max((span[1] - start) // MINUTE for start, span in shown)
    return Window(first // HOUR * HOUR, -(-last // HOUR) * HOUR)
