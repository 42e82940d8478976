"""Kontorets uge og måned: who is there, and where there is time. Names staff, never a citizen."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.office import LOOKS, Line, Sought, office_lines
from staasted.apps.org.clock import clock
from staasted.apps.org.staff import teams_open
from staasted.catalog.competences import competences
from staasted.core.slots.use import DayUse
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.weeks import (
    WORKDAYS,
    date_said,
    day_asked,
    day_said,
    length_said,
    monday_asked,
    month_beside,
    month_said,
    stretches_said,
    week_around,
    weeks_of,
    window_of,
)

SAYING = {
    "date_said": date_said,
    "day_said": day_said,
    "length_said": length_said,
    "month_said": month_said,
    "stretches_said": stretches_said,
}


@never_cache
@require_safe
@room(*LOOKS)
def office_week(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every colleague's week, with what is free in it."""
    monday, now, sought = monday_asked(request, clock.today()), clock.now(), _sought(request)
    found = office_lines(actor, sought, first=monday, days=7, now=now)
    found.sort(key=lambda line: line.person.pk != actor.person_id)  # one's own first
    free_only = request.GET.get("vis") == "ledig"
    lines = [line for line in found if line.free_minutes] if free_only else found
    shown = {
        "lines": lines,
        "free": sum(line.free_minutes for line in lines),
        "window": window_of([use for line in lines for _, use in line.days]),
        "free_only": free_only,
    }
    shown |= week_around(monday) | _around(request, sought, found, monday)
    return page(request, "office/week.html", shown)


@never_cache
@require_safe
@room(*LOOKS)
def office_month(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The days of a month, for the whole office or for one colleague."""
    on, now, sought = day_asked(request, clock.today()), clock.now(), _sought(request)
    weeks = weeks_of(on)
    first, days = weeks[0][0], 7 * len(weeks)
    lines = office_lines(actor, sought, first=first, days=days, now=now)
    shown = _around(request, sought, lines, first) | {
        "weeks": [[_day(lines, on, first, day) for day in week] for week in weeks],
        "person": lines[0].person if sought.person and lines else None,
        "month": on.replace(day=1),
        "earlier": month_beside(on, -1),
        "later": month_beside(on, 1),
        "may_open_times": _may_open_times(actor, sought),
    }
    return page(request, "office/month.html", shown)


def _may_open_times(actor: Actor, sought: Sought) -> bool:
    """Whether the one whose month it is has times this actor may look at."""
    own = actor.ref == sought.person and actor.role is Role.COUNSELLOR
    return own or actor.role in (Role.LEAD, Role.ADMINISTRATOR)


def _sought(request: HttpRequest) -> Sought:
    """Whom the address asks for; what it does not know of is nobody's."""
    told = request.GET
    return Sought(told.get("team", ""), told.get("kan", ""), told.get("hos", ""))


def _around(
    request: HttpRequest, sought: Sought, lines: Sequence[Line], first: date
) -> dict[str, object]:
    """What both pages say beside the days: what can be chosen, and what has been."""
    kept = {"team": sought.team, "kan": sought.can, "hos": sought.person}
    kept["vis"] = request.GET.get("vis", "")
    return SAYING | {
        "sought": sought,
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "teams": teams_open(),
        "competences": competences().values(),
        "columns": _shown_days(lines, first),
        "anything_open": any(use.open for line in lines for _, use in line.days),
        "nobody": not lines,
        "today": clock.today(),
        "now": clock.now(),
    }


def _shown_days(lines: Sequence[Line], first: date) -> list[date]:
    """The days of a week as columns: from Monday to Friday, longer where something is on then."""
    at = [day.weekday() for line in lines for day, use in line.days if use.open or use.held]
    last = max([WORKDAYS - 1, *at])
    return [first + timedelta(days=number) for number in range(last + 1)]


def _use(line: Line, at: int) -> DayUse:
    return line.days[at][1]


def _day(lines: Sequence[Line], on: date, first: date, day: date) -> dict[str, object]:
    """A day of a month: what the office has that day; ``use`` is the one colleague's."""
    uses = [_use(line, (day - first).days) for line in lines]
    return {
        "on": day,
        "within": day.month == on.month,
        "use": uses[0] if len(uses) == 1 else None,
        "open": any(use.open for use in uses),
        "free": sum(use.free_minutes for use in uses),
        "held": sum(use.held_count for use in uses),
        "away": sum(bool(use.open) and not use.free and use.away_all_day for use in uses),
    }
