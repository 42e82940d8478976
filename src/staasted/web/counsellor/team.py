"""Mit team: the team mates' citizens, for the purpose said in the sitting."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import colleagues_caseload
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import absent_on
from staasted.web.ui.listing import Listing
from staasted.web.ui.page import page
from staasted.web.ui.reason import reason_page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def team(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The citizens of one's team mates, by name, and who of the mates is away today."""
    search, listing = request.GET.get("navn", "").strip(), Listing(request.GET.get("side"))
    today = clock.today()
    cases = colleagues_caseload(actor, on=today, search=search, choose=listing.choose)
    shown = {
        "cases": cases,
        "listed": listing.page,
        "search": search,
        "away": absent_on(on=today, team_id=actor.team_id),
        "actor": actor,
    }
    return page(request, "counsellor/team.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def open_for_a_reason(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Open a case outside one's team: a reason is typed, the citizen sees it."""
    onward = reverse("citizen", kwargs={"public_id": public_id})
    ways = {"words": "counsellor.glass", "back": reverse("caseload"), "onward": onward}
    return reason_page(request, actor, public_id, **ways)
