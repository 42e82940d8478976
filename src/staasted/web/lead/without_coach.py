"""Uden coach: open cases that are in nobody's caseload today, and giving them a coach."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import citizens_without_coach
from staasted.apps.org.clock import clock
from staasted.web.lead.naming import Naming
from staasted.web.ui.hand_over import HandOverForm, Shown, hand_over, receivers
from staasted.web.ui.listing import Listing
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def without_coach(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many have no coach, who they are, and who is to be their coach."""
    listing, today = Listing(request.GET.get("side")), clock.today()
    cases = citizens_without_coach(actor, on=today, choose=listing.choose)
    offered = receivers(besides=None, on=today)
    form = HandOverForm(request.POST or None, offered=offered, count=listing.count)
    context = {"cases": cases, "listed": listing.page, "offered": offered}
    context["ticked"] = request.POST.getlist("borger")
    back, names = reverse("without_coach"), Naming(actor, today)
    shown = Shown("lead/without_coach.html", context, back, names=names)
    return hand_over(request, actor, None, form, shown)
