"""Drift: what ran, what waits, what is wrong and how to mend it. It names no citizen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.apps.outbox.selectors import messages_stuck
from staasted.apps.outbox.services import message_retry
from staasted.web.ui.page import page
from staasted.web.ui.room import room

SHOWN = 30  # messages that stand still


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def operations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show how the house is doing; have a message tried again."""
    if request.method == "POST":
        again = request.POST.get("besked", "")
        message_retry(actor=actor, public_id=again, now=clock.now())
        return redirect("operations")
    status = status_now(now=clock.now(), demo=request.demo_day is not None)
    stuck = messages_stuck(most=SHOWN)
    shown = {"status": status, "problems": problems_of(status), "stuck": stuck}
    return page(request, "administrator/operations.html", shown)
