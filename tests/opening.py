"""Openings for tests: series told in short, and what lies in the database afterwards."""

from datetime import date, time, timedelta

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.absences import absence_record, hours_away_record
from staasted.apps.booking.closing_days import closing_day_make
from staasted.apps.booking.competences import competences_set
from staasted.apps.booking.models import Opening, OpeningSeries
from staasted.apps.booking.patterns import Terms
from staasted.apps.booking.places import place_make, room_make
from staasted.apps.booking.series import series_make
from staasted.apps.booking.single import Where, opening_cancel, opening_change
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


def times_there(town: Town) -> dict[str, str]:
    """What addresses of times stand for: Karen's Saturdays, one of them, a place with a room."""
    there = place_make(actor=OPERATOR, name="Jobhuset", address="Torvet 1, 9999 Ådal")
    room_make(actor=OPERATOR, place=there, name="Lokale 1", seats=4)
    told = {"weekdays": frozenset({6}), "to_on": MONDAY + 3 * WEEK, "place": there}
    series = laid_series(town, **told)
    return {
        "series": series.public_id,
        "opening": opened(series)[0].public_id,
        "place": there.public_id,
    }


def times_of_all(town: Town, quiet: Person) -> dict[str, str]:
    """Times in every state: Karen's with one cancelled and one moved, a closing day ahead, Jens
    who is away, and ``quiet``, who has none."""
    there, mine = times_there(town), town.counsellor()
    second, third = Opening.objects.filter(series__public_id=there["series"]).order_by("pk")[1:3]
    opening_cancel(actor=mine, opening=second)
    moved = {"on": third.series_on + timedelta(days=1), "stretch": (NOON, THREE)}
    opening_change(actor=mine, opening=third, **moved, where=Where())
    closing_day_make(actor=OPERATOR, on=MONDAY + timedelta(days=18), name="Grundlovsdag")
    jens = {"actor": OPERATOR, "person": town.jens}
    hours_away_record(**jens, on=MONDAY + timedelta(days=4), stretch=(NINE, NOON))
    absence_record(**jens, from_on=MONDAY + 5 * WEEK, to_on=MONDAY + 6 * WEEK)
    competences_set(**jens, slugs=["arabic", "health"])
    cancelled = {"cancelled": second.public_id, "bare": quiet.public_id}
    return there | cancelled
