"""Hvem hjælper mig: who acts for the citizen, who is invited, and the way to stop it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.partners import partner_stop
from staasted.apps.citizens.access import own_case
from staasted.apps.citizens.acting_for import partners_of, power_end, powers_given
from staasted.apps.org.clock import clock
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def helping(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever acts for somebody does not see or stop the others: this page is the citizen's."""
    case, sent = own_case(actor, on=clock.today()), request.POST
    if "fuldmagt" in sent:
        power_end(actor=actor, citizen=case, public_id=sent["fuldmagt"])
    if "invitation" in sent:
        partner_stop(actor=actor, citizen=case, public_id=sent["invitation"])
    if request.method == "POST":
        return redirect("helping")
    today = clock.today()
    partners = partners_of(case, on=today)
    shown = {"powers": powers_given(actor, case, on=today), "partners": partners, "today": today}
    return page(request, "citizen/helping.html", shown)
