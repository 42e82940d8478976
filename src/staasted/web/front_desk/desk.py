"""Receptionen: name, contact and times of whoever calls or comes in."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.citizens.selectors import holds_cases
from staasted.apps.citizens.staff_access import desk_case, desk_find
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.page import page
from staasted.web.ui.room import room

PER_PAGE = 30  # rows a page


@never_cache
@require_safe
@room(Role.FRONT_DESK)
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find somebody by name; nobody is listed before a name is asked for."""
    search, listing = request.GET.get("navn", "").strip(), _Listing(request.GET.get("side"))
    cases = desk_find(actor, search=search, on=clock.today(), choose=listing.choose)
    shown = {"cases": cases, "listed": listing.page, "search": search, "any_case": holds_cases()}
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


class _Listing:
    """The page of the list that was asked for; only its rows are read."""

    def __init__(self, number: str | None) -> None:
        self.number = number
        self.page: Page | None = None

    def choose(self, keys: list[int]) -> list[int]:
        self.page = Paginator(keys, PER_PAGE).get_page(self.number)
        return list(self.page)
