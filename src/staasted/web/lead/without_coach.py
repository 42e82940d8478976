"""Uden coach: open cases that are in nobody's caseload today."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import citizens_without_coach
from staasted.apps.org.clock import clock
from staasted.web.ui.listing import Listing
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.LEAD)
def without_coach(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many have no coach, and who they are."""
    listing = Listing(request.GET.get("side"))
    cases = citizens_without_coach(actor, on=clock.today(), choose=listing.choose)
    shown = {"cases": cases, "listed": listing.page}
    return page(request, "lead/without_coach.html", shown)
