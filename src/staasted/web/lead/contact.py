"""Kontakten: who waits to be called, and how often people meet the coach they know."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.calling import call_numbers
from staasted.apps.conversations.continuity import continuity_in
from staasted.apps.org.clock import clock
from staasted.core.calendar import half_year
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.LEAD)
def contact(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The half-year so far, or the one before."""
    today = clock.today()
    now = half_year(today)
    before = half_year(now.first - timedelta(days=1))
    earlier = request.GET.get("halvaar") == "sidste"
    shown = {
        "calls": call_numbers(actor, on=today),
        "figures": continuity_in(actor, before if earlier else now.until(today)),
        "earlier": earlier,
    }
    return page(request, "lead/contact.html", shown)
