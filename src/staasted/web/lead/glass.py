"""Åbnet med en begrundelse: the cases somebody opened outside their team, for the lead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.relating import glass_look_at
from staasted.apps.citizens.staff_access import broken_glass_list, glass_read
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def glass(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who opened which case and why, newest first; each is looked at by somebody else."""
    if request.method == "POST":
        glass_look_at(actor=actor, public_id=request.POST.get("aabning", ""))
        return redirect("glass")
    listed = page_asked(request, broken_glass_list(actor))
    shown = {"openings": glass_read(actor, listed.object_list), "listed": listed, "actor": actor}
    return page(request, "lead/glass.html", shown)
