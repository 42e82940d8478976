"""Uden coach: open cases that are in nobody's caseload today."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import citizens_without_coach
from staasted.apps.org.clock import clock
from staasted.web.ui.page import page
from staasted.web.ui.room import room

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
@room(Role.LEAD)
def without_coach(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many have no coach, and who they are."""
    listing = Listing(request.GET.get("side"))
    cases = citizens_without_coach(actor, on=clock.today(), choose=listing.choose)
    shown = {"cases": cases, "listed": listing.page}
    return page(request, "lead/without_coach.html", shown)
