"""Mit team: the team mates' citizens, for the purpose said in the sitting."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import colleagues_caseload
from staasted.apps.citizens.relating import glass_break
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import absent_on
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

PER_PAGE = 30  # rows a page


@dataclass
class Listing:
    """The page of the list that was asked for; only its rows are read."""

    number: str | None
    page: Page | None = None

    def choose(self, keys: list[int]) -> list[int]:
        """The keys on the page, of all that were found by name."""
        self.page = Paginator(keys, PER_PAGE).get_page(self.number)
        return list(self.page)


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
    reason, error = request.POST.get("begrundelse", ""), ""
    if request.method == "POST":
        try:
            glass_break(actor=actor, public_id=public_id, reason=reason)
        except DomainError as refused:
            error = str(said(refused))
        else:
            return redirect("citizen", public_id=public_id)
    most = catalog().policy["glass_reason_characters"]
    shown = {"public_id": public_id, "reason": reason, "error": error, "most": most}
    return page(request, "counsellor/glass.html", shown, status=400 if error else 200)
