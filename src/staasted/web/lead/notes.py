"""Noter: what was said with one citizen, for the lead who has typed a reason."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import opened_by_lead
from staasted.apps.conversations.course import history_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.page import page
from staasted.web.ui.reason import reason_page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def notes(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask for the reason; once it is given, the conversations and their notes that day."""
    case, opened = opened_by_lead(actor, public_id, on=clock.today())
    if not opened:
        ways = {"words": "lead.notes", "back": reverse("level"), "onward": request.path}
        return reason_page(request, actor, public_id, **ways)
    shown = {"case": case, "held": history_of(case), "purposes": catalog().purposes}
    return page(request, "lead/notes.html", shown)
