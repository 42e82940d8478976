"""Vurderet til at finde job selv: why, until when, and how to get a conversation all the same."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.selectors import exemptions_of
from staasted.apps.share_exemptions.states import HEARD, ExemptionState
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_share_exemption(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is assessed of oneself; what waits for a lead is no assessment yet."""
    case, today = own_case(actor, on=clock.today()), clock.today()
    rows = [row for row in exemptions_of(case) if row.state in HEARD]
    live = [r for r in rows if r.state == ExemptionState.STANDS and r.review_on > today]
    shown = {"live": next(iter(live), None), "past": [r for r in rows if r not in live]}
    return page(request, "citizen/share_exemption.html", shown)
