"""De fraværendes samtaler: what colleagues who are away hold, for whoever covers for them."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.covering import bookings_covered
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import absent_on, covering_for
from staasted.catalog.loader import catalog
from staasted.catalog.speech import danish_date
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def covered(request: HttpRequest, actor: Actor) -> HttpResponse:
    """By day: when, who, with whom it is booked; each leads to the citizen, where it can move."""
    today = clock.today()
    found = bookings_covered(actor, on=today, now=clock.now())
    by_day = groupby(found, lambda booking: danish_date(booking.starts_at))
    shown = {
        "days": [(day, list(held)) for day, held in by_day],
        "count": len(found),
        "away": absent_on(on=today, team_id=actor.team_id),
        "named": covering_for(actor, on=today),
        "purposes": catalog().purposes,
    }
    return page(request, "counsellor/covered.html", shown)
