"""I dag: my conversations, what is not closed yet, and who needs me, with why and the act."""

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, bookings_of_day
from staasted.apps.booking.days import day_bounds
from staasted.apps.caseload.needing import who_needs
from staasted.apps.meetings.days import day_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import covering_for
from staasted.catalog.loader import catalog
from staasted.core.needing import Line
from staasted.web.counsellor.needing import ON_THE_DAY, needy
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The counsellor's day."""
    on, now = clock.today(), clock.now()
    day = day_of(actor.person_id, on=on, after=now)
    shown = _conversations(bookings_of_day(actor, on=on), on) | {
        "meetings": day.meetings,
        "day_starts": day_bounds(on)[0],
        "me": actor.person_id,
        "today": on,
        "now": now,
        "free_minutes": day.free_minutes,
        "purposes": catalog().purposes,
        "covering": covering_for(actor, on=on),
    }
    shown |= _needing(actor, on, now)
    return page(request, "counsellor/today.html", shown)


def _conversations(found: Sequence[Booking], on: date) -> dict[str, list[Booking]]:
    """Today's conversations, open and closed, and earlier ones that nobody has closed."""
    starts, _ = day_bounds(on)
    of_today = [booking for booking in found if booking.starts_at >= starts]
    return {
        "unclosed": [booking for booking in found if booking.starts_at < starts],
        "bookings": [booking for booking in of_today if booking.outcome is None],
        "closed": [booking for booking in of_today if booking.outcome is not None],
    }


class _First:
    """The first of those who need somebody; ``count`` is how many there are."""

    def __init__(self) -> None:
        self.count = 0

    def pick(self, lines: list[Line]) -> list[Line]:
        self.count = len(lines)
        return lines[:ON_THE_DAY]


def _needing(actor: Actor, on: date, now: datetime) -> dict[str, object]:
    first = _First()
    found = who_needs(actor, on=on, now=now, pick=first.pick)
    lines = [needy(each.case, each.line, on) for each in found]
    return {"needing": lines, "needing_count": first.count}
