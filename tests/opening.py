"""Openings for tests: series told in short, and what lies in the database afterwards."""

from datetime import date, time, timedelta

from staasted.apps.booking.models import Opening, OpeningSeries
from staasted.apps.booking.patterns import Terms
from staasted.apps.booking.series import series_make
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.core.slots import Pattern
from tests.town import MONDAY, Town

TUESDAY = MONDAY + timedelta(days=1)
WEEK = timedelta(weeks=1)
NINE, NOON, HALF_PAST, THREE = time(9), time(12), time(12, 30), time(15)


def terms(*, place: object = None, on_holidays: bool = False, **told: object) -> Terms:
    """Mondays and Wednesdays from nine to three, closed at noon, from tomorrow on."""
    usual = {"weekdays": frozenset({1, 3}), "starts": NINE, "ends": THREE}
    usual |= {"from_on": TUESDAY, "breaks": ((NOON, HALF_PAST),)}
    return Terms(Pattern(**(usual | told)), place=place, on_holidays=on_holidays)


def laid_series(town: Town, person: Person | None = None, **told: object) -> OpeningSeries:
    """A series of the counsellor's own making; Karen's unless told otherwise."""
    owner = person or town.karen
    return series_make(actor=town.counsellor(owner), person=owner, terms=terms(**told))


def opened(series: OpeningSeries) -> list[Opening]:
    """What of a series can be booked, in order."""
    return list(series.openings.filter(closed_at=None).order_by("starts_at"))


def days_of(series: OpeningSeries) -> list[date]:
    """The days a series is open on, in order."""
    return sorted({opening.starts_at.astimezone(COPENHAGEN).date() for opening in opened(series)})


def rows(**only: object) -> list[dict[str, object]]:
    """Every column of every opening, in order of their keys."""
    return list(Opening.objects.filter(**only).order_by("pk").values())
