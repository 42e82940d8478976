"""Venter uden svar: citizens whose words reach nobody, and what the lead can do about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.org.clock import clock
from staasted.apps.talking.helping import help_end
from staasted.apps.talking.unanswered import unanswered, unanswered_wish
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who waits, and the yes that the lead has spoken with somebody who wanted help."""
    today = clock.today()
    if request.method == "POST":
        wish = unanswered_wish(actor, request.POST.get("talt", ""), on=today)
        help_end(actor=actor, wish=wish)
        return redirect("unanswered")
    shown = {"rows": unanswered(actor, on=today), "today": today}
    return page(request, "lead/waiting.html", shown)
