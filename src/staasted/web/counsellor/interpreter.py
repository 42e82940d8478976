"""Tolken er bestilt: whoever has ordered an interpreter says so on the booking."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import booking_reached
from staasted.apps.booking.interpreting import interpreter_order
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def interpreter(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What is to be ordered, and the yes that it is."""
    booking = booking_reached(actor, public_id, on=clock.today())
    error = _ordered(actor, booking) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return returned(request, text("summons.interpreter.saved"), "today")
    shown = {"booking": booking, "purpose": catalog().purposes[booking.purpose], "error": error}
    return page(request, "counsellor/interpreter.html", shown, status=409 if error else 200)


def _ordered(actor: Actor, booking: object) -> str:
    try:
        interpreter_order(actor=actor, booking=booking)
    except DomainError as refused:
        return str(said(refused))
    return ""
