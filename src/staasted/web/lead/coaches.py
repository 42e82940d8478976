"""Coaches: how many citizens each has, and handing a colleague's over by name."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.selectors import caseload_sizes
from staasted.apps.citizens.staff_access import citizens_of_coach
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person, staff_in_role
from staasted.apps.org.staff import members
from staasted.web.lead.naming import Naming
from staasted.web.ui.hand_over import HandOverForm, Shown, hand_over, receivers
from staasted.web.ui.listing import Listing, page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.LEAD)
def coaches(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001
    """Every coach with team, caseload and days away."""
    today = clock.today()
    people = staff_in_role(role=Role.COUNSELLOR, on=today)
    listed = page_asked(request, people)
    shown = {
        "lines": members(list(listed.object_list), on=today),
        "sizes": caseload_sizes(on=today),
        "listed": listed,
    }
    return page(request, "lead/coaches.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def coach_hand_over(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Give a coach's citizens, all or those that are ticked, to colleagues."""
    giver, today, listing = _coach(public_id), clock.today(), Listing(request.GET.get("side"))
    cases = citizens_of_coach(actor, giver, on=today, choose=listing.choose)
    offered = receivers(besides=giver, on=today)
    form = HandOverForm(request.POST or None, offered=offered, count=listing.count)
    back = reverse("coach_hand_over", kwargs={"public_id": public_id})
    context = {"giver": giver, "cases": cases, "listed": listing.page, "offered": offered}
    context["ticked"] = request.POST.getlist("borger")
    shown = Shown("lead/coach_hand_over.html", context, back, names=Naming(actor, today))
    return hand_over(request, actor, giver, form, shown)


def _coach(public_id: str) -> Person:
    """Somebody who is a coach today. Errors: NotYours."""
    for person in staff_in_role(role=Role.COUNSELLOR, on=clock.today()):
        if person.public_id == public_id:
            return person
    raise NotYours
