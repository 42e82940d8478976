"""A citizen's seats in meetings, taken and given back for them: whoever rings up is helped."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.meetings.selectors import (
    meeting_known,
    meetings_ahead,
    seats_of,
    waits_of,
)
from staasted.apps.meetings.services import meeting_join, meeting_leave
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

ACTS = {"tilmeld": meeting_join, "frameld": meeting_leave}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_meetings(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The meetings ahead, whomever they are for, with what the citizen has to do with each."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.BOOK)
    if request.POST.get("act") in ACTS:
        return _done(request, actor, case)
    shown = {
        "case": case,
        "meetings": [each for each in meetings_ahead() if each.cancelled_at is None],
        "seated": {seat.meeting_id for seat in seats_of(case)},
        "waits": {wait.meeting_id for wait in waits_of(case)},
    }
    return page(request, "counsellor/citizen_meetings.html", shown)


def _done(request: HttpRequest, actor: Actor, case: Citizen) -> HttpResponse:
    """Do what was pressed, and back to the list; refused, it says why."""
    act, meeting = ACTS[request.POST["act"]], meeting_known(request.POST.get("meeting", ""))
    try:
        act(actor=actor, citizen=case, meeting=meeting)
    except DomainError as refused:
        return refusal(request, said(refused), onward=request.path)
    return redirect("citizen_meetings", public_id=case.public_id)
