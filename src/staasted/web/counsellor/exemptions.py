"""Fritagelser at se på: whose exemption from booking oneself is due for its yearly review."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import exemptions_due, exemptions_due_read
from staasted.apps.org.clock import clock
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def exemptions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Those of the own caseload, the longest due first; each leads to its act."""
    listed = page_asked(request, exemptions_due(actor, on=clock.today()))
    shown = {"rows": exemptions_due_read(actor, listed.object_list), "listed": listed}
    return page(request, "counsellor/exemptions.html", shown)
