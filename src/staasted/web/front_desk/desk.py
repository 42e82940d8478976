"""Receptionen: name, contact and times of whoever calls or comes in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.arriving import meets_today
from staasted.apps.booking.selectors import live_and_wished
from staasted.apps.citizens.staff_access import desk_case
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import SEATED
from staasted.web.ui.finding import search_page
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.FRONT_DESK)
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find somebody; nobody is listed before somebody is asked for."""
    return search_page(request, actor, way="desk", case_way="desk_person")


@never_cache
@require_safe
@room(Role.FRONT_DESK)
def person(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One citizen: how to reach them, and the times ahead."""
    case = desk_case(actor, public_id, on=clock.today())
    (live, wished), now = live_and_wished(case), clock.now()
    shown = {
        "case": case,
        "bookings": [booking for booking in live if booking.ends_at > now],
        "meets_today": {each.public_id for each in live if meets_today(each, now=now)},
        "wished": wished,
        "seated": SEATED,
        "today": clock.today(),
        "now": now,
        "purposes": catalog().purposes,
    }
    return page(request, "front_desk/person.html", shown)
