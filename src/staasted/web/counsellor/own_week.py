"""Min uge: what a counsellor holds each day of a week, and the time that is left."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, own_bookings_between
from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.booking.office import Line, Sought, office_lines
from staasted.apps.meetings.selectors import GroupMeeting, meetings_held_by
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.core.slots.use import DayUse
from staasted.web.counsellor.office import SAYING
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.weeks import SUNDAY, WORKDAYS, monday_asked, week_around

Held = Booking | GroupMeeting


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def my_week(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The week by day: who comes when and what for, and what is free still."""
    monday, now = monday_asked(request, clock.today()), clock.now()
    held = _held(actor, request.user.person, monday)
    lines = office_lines(actor, Sought(person=actor.ref), first=monday, days=7, now=now)
    shown = {
        "days": _days(lines, held),
        "count": len(held),
        "free": sum(line.free_minutes for line in lines),
        "purposes": catalog().purposes,
        "today": clock.today(),
        "now": now,
        "kept": "",
    }
    return page(request, "counsellor/week.html", shown | week_around(monday) | SAYING)


def _held(actor: Actor, holder: Person, monday: date) -> list[Held]:
    """The conversations and meetings of a week; what is cancelled is left out."""
    starts, ends = day_bounds(monday)[0], day_bounds(monday + SUNDAY)[1]
    talks = own_bookings_between(actor, starts=starts, ends=ends)
    meetings = meetings_held_by(holder, since=starts)
    ahead = [each for each in meetings if each.starts_at < ends and each.cancelled_at is None]
    return [*talks, *ahead]


def _days(lines: Sequence[Line], held: Sequence[Held]) -> list[tuple[date, DayUse, list[Held]]]:
    """Each working day, and those of the weekend on which something is open or held."""
    in_order = sorted(held, key=attrgetter("starts_at"))
    days = [(on, use, _of(in_order, on)) for line in lines for on, use in line.days]
    return [day for day in days if day[0].weekday() < WORKDAYS or day[1].open or day[2]]


def _of(held: Sequence[Held], on: date) -> list[Held]:
    return [each for each in held if danish_day(each.starts_at) == on]
