"""Ønsker om en anden coach: the lead changes the coach, or answers kindly."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.cases.wishes import wish_answer, wishes_read, wishes_waiting
from staasted.apps.org.clock import clock
from staasted.apps.org.staff import coaches_from
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def wishes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The wishes that wait, oldest first, each with its answer's form."""
    error = _answered(request, actor) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("coach_wishes")
    waiting = wishes_waiting(actor, on=clock.today())
    listed = page_asked(request, waiting)
    shown = {
        "wishes": wishes_read(actor, listed.object_list),
        "listed": listed,
        "coaches": _coaches(),
        "error": error,
        "sent": dict.fromkeys(("oenske", "coach", "svar"), "") | request.POST.dict(),
    }
    return page(request, "lead/wishes.html", shown, status=400 if error else 200)


def _answered(request: HttpRequest, actor: Actor) -> str:
    """Send the answer; what went wrong in words, or nothing."""
    sent = request.POST
    try:
        wish_answer(
            actor=actor,
            public_id=sent.get("oenske", ""),
            counsellor=sent.get("coach", ""),
            answer=sent.get("svar", ""),
        )
    except DomainError as refused:
        return str(said(refused))
    return ""


def _coaches() -> list[dict[str, str]]:
    """Everybody who is a coach until further notice, and no change first."""
    staff = coaches_from(clock.today())
    keep = {"value": "", "text": text("lead.wishes.keep")}
    return [keep] + [{"value": person.public_id, "text": person.name} for person in staff]
