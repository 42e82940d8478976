"""The letter of a summons as it was sent, for staff: to read, print and post."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import summons_reached
from staasted.apps.org.clock import clock
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def summons_sent(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The letter, its ground, and whether it must be posted by hand."""
    row = summons_reached(actor, public_id, on=clock.today())
    return page(request, "counsellor/summons_sent.html", {"row": row, "case": row.citizen})
