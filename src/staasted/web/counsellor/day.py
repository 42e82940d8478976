"""I dag: my conversations, what is not closed yet, and who waits to be summoned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, caseload_bookings
from staasted.apps.booking.selectors import day_bounds, free_minutes
from staasted.apps.citizens.access import Citizen, caseload
from staasted.apps.conversations.course import courses
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.law import BookedBy
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@dataclass(frozen=True, slots=True)
class ToSummon:
    """Somebody whose first conversation nobody has summoned them to; ``due`` may be unknown."""

    case: Citizen
    due: date | None


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The counsellor's day."""
    on, now = clock.today(), clock.now()
    found = caseload_bookings(actor, on=on)
    mine = [booking for booking in found if booking.counsellor_id == actor.person_id]
    shown = _conversations(mine, on) | {
        "today": on,
        "now": now,
        "free_minutes": free_minutes(actor.person_id, on=on, after=now),
        "to_summon": _to_summon(actor, found, on),
        "purposes": catalog().purposes,
    }
    return page(request, "counsellor/today.html", shown)


def _conversations(mine: Sequence[Booking], on: date) -> dict[str, list[Booking]]:
    """Today's conversations, open and closed, and earlier ones that nobody has closed."""
    starts, ends = day_bounds(on)
    of_today = [booking for booking in mine if starts <= booking.starts_at < ends]
    return {
        "unclosed": [booking for booking in mine if booking.starts_at < starts],
        "bookings": [booking for booking in of_today if booking.outcome is None],
        "closed": [booking for booking in of_today if booking.outcome is not None],
    }


def _to_summon(actor: Actor, bookings: Sequence[Booking], on: date) -> list[ToSummon]:
    """Whom the law lets us summon and nobody has, the soonest due first."""
    booked = {booking.citizen_id for booking in bookings if booking.outcome is None}
    cases = caseload(actor, on=on)
    law = courses([case.pk for case in cases], on=on)
    waiting = [
        ToSummon(case, law[case.pk].due)
        for case in cases
        if case.pk in law
        and case.pk not in booked
        and law[case.pk].arrangement.by is BookedBy.SUMMONS
    ]
    return sorted(waiting, key=lambda one: one.due or date.max)
