"""Find en borger: the own caseload, the team's for a purpose, and where the rest belongs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.web.ui.finding import search_page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find somebody by name, telephone number, CPR number or public id."""
    return search_page(request, actor, way="find", case_way="citizen")
