"""Ønsk en anden coach: ask, see how it goes, take it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.cases.wishes import wish_make, wish_take_back, wishes_of
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def wish(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One wish waits at a time; nobody is asked for a reason."""
    case = own_case(actor, on=clock.today())
    error = _sent(request, actor, case) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("coach_wish")
    shown = _shown(case) | {"words": request.POST.get("ord", ""), "error": error}
    return page(request, "citizen/wish.html", shown, status=400 if error else 200)


def _sent(request: HttpRequest, actor: Actor, case: Citizen) -> str:
    """Make the wish, or take it back; what went wrong in words, or nothing."""
    try:
        if "tilbage" in request.POST:
            wish_take_back(actor=actor, citizen=case)
        else:
            wish_make(actor=actor, citizen=case, words=request.POST.get("ord", ""))
    except DomainError as refused:
        return str(said(refused))
    return ""


def _shown(case: Citizen) -> dict[str, object]:
    rows = wishes_of(case)
    return {
        "coach": case.coach,
        "waits": next((row for row in rows if row.state == "open"), None),
        "before": [row for row in rows if row.state != "open"],
        "most": catalog().policy["coach_wish_characters"],
    }
