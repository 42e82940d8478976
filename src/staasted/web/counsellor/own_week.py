"""Min uge: what a counsellor holds each day of a week, and the time that is left."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, own_bookings_between
from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.booking.office import Line, Sought, office_lines
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.slots.use import DayUse
from staasted.web.counsellor.office import SAYING
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.weeks import SUNDAY, WORKDAYS, monday_asked, week_around


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def my_week(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The week by day: who comes when and what for, and what is free still."""
    monday, now = monday_asked(request, clock.today()), clock.now()
    starts, ends = day_bounds(monday)[0], day_bounds(monday + SUNDAY)[1]
    bookings = own_bookings_between(actor, starts=starts, ends=ends)
    lines = office_lines(actor, Sought(person=actor.ref), first=monday, days=7, now=now)
    shown = {
        "days": _days(lines, bookings),
        "count": len(bookings),
        "free": sum(line.free_minutes for line in lines),
        "purposes": catalog().purposes,
        "today": clock.today(),
        "now": now,
        "kept": "",
    }
    return page(request, "counsellor/week.html", shown | week_around(monday) | SAYING)


def _days(
    lines: Sequence[Line], bookings: Sequence[Booking]
) -> list[tuple[date, DayUse, list[Booking]]]:
    """Each working day, and those of the weekend on which something is open or held."""
    days = [(on, use, _of(bookings, on)) for line in lines for on, use in line.days]
    return [day for day in days if day[0].weekday() < WORKDAYS or day[1].open or day[2]]


def _of(bookings: Sequence[Booking], on: date) -> list[Booking]:
    return [booking for booking in bookings if danish_day(booking.starts_at) == on]
