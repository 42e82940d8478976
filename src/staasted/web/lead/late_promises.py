"""Løfter om tilbud: requests and decisions past their promised day, and whose coach to ask."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.offers.course_access import late_promises
from staasted.apps.org.clock import clock
from staasted.web.ui.offering import offer_named
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.LEAD)
def promises(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is late, the oldest promise first: names, offers and days, never what was written."""
    found = late_promises(actor, on=clock.today())
    shown = {"late": found, "today": clock.today(), "named_offer": offer_named}
    return page(request, "lead/late_promises.html", shown)
