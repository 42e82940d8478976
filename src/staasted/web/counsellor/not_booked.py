"""Har ikke booket: whose last day has passed, and what a human does about it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import invitation_reached, not_booked, not_booked_read
from staasted.apps.invitations.services import HumanAnswer, invitation_answer
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

BY_HAND = (HumanAnswer.CALLED, HumanAnswer.SUMMONED, HumanAnswer.LEFT)
"""What a human can say they did; to invite again says it by itself."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def not_booked_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Those who wait, oldest first, each with its form."""
    error = _answered(request, actor) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return returned(request, text("invitations.late.saved"), "not_booked")
    listed = page_asked(request, not_booked(actor, now=clock.now()))
    shown = {
        "rows": not_booked_read(actor, listed.object_list),
        "listed": listed,
        "purposes": catalog().purposes,
        "answers": _answers(),
        "error": error,
        "unchosen": request.POST.get("gjort", "") not in BY_HAND,
        "sent": dict.fromkeys(("hvem", "gjort", "hvorfor"), "") | request.POST.dict(),
    }
    return page(request, "counsellor/not_booked.html", shown, status=400 if error else 200)


def _answers() -> list[dict[str, str]]:
    nothing = {"value": "", "text": text("invitations.late.pick")}
    named = [{"value": each, "text": text(f"invitations.answer.{each}")} for each in BY_HAND]
    return [nothing, *named]


def _answered(request: HttpRequest, actor: Actor) -> str:
    """Record what was done; what went wrong in words, or nothing."""
    row = invitation_reached(actor, request.POST.get("hvem", ""), on=clock.today())
    done = request.POST.get("gjort", "")
    if done not in BY_HAND:
        return text("invitations.late.choose")
    try:
        invitation_answer(
            actor=actor,
            invitation=row,
            answer=HumanAnswer(done),
            reason=request.POST.get("hvorfor", ""),
        )
    except DomainError as refused:
        return str(said(refused))
    return ""
