"""Receptionen: name, contact and times of whoever calls or comes in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.citizens.staff_access import desk_case, desk_find
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.listing import Listing
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.FRONT_DESK)
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find somebody by name; nobody is listed before a name is asked for."""
    search, listing = request.GET.get("navn", "").strip(), Listing(request.GET.get("side"))
    cases = desk_find(actor, search=search, on=clock.today(), choose=listing.choose)
    shown = {"cases": cases, "listed": listing.page, "search": search}
    return page(request, "front_desk/desk.html", shown)


@never_cache
@require_safe
@room(Role.FRONT_DESK)
def person(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One citizen: how to reach them, and the times ahead."""
    case = desk_case(actor, public_id, on=clock.today())
    shown = {
        "case": case,
        "bookings": bookings_ahead(case, now=clock.now()),
        "purposes": catalog().purposes,
    }
    return page(request, "front_desk/person.html", shown)
