"""Noget har ændret sig: what one has told, telling of a change, and what it does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.situations.access import files_beside, own_situation, own_situations
from staasted.apps.situations.services import situation_files_lay, situation_take_back
from staasted.apps.situations.states import LIVE, SituationState
from staasted.catalog.loader import catalog
from staasted.catalog.situations import Situation
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.sent_files import files_asked, files_checked
from staasted.web.ui.situations import changes, kinds_for, lines, told_of
from staasted.web.ui.telling import Telling

LAY = "fil"


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def situations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one has told, and everything one could tell."""
    case = own_case(actor, on=clock.today())
    rows = own_situations(case)
    shown = {
        "live": [row for row in rows if row.state in LIVE],
        "past": [row for row in rows if row.state not in LIVE],
        "known": catalog().situations,
        "kinds": kinds_for(course_of(case, on=clock.today())),
    }
    return page(request, "citizen/situations.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def situation_new(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Answer a few questions, see what it does, and send it."""
    case = own_case(actor, on=clock.today())
    telling = Telling(request, _kind(kind), actor)
    row = telling.sent(case)
    if row is not None:
        return redirect("situation", public_id=row.public_id)
    template = "citizen/situation_check.html" if telling.to_check else "citizen/situation_new.html"
    return page(request, template, telling.shown(case), status=telling.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def situation(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One change: where it stands, what it does, and the way to take it back."""
    case, refused = own_case(actor, on=clock.today()), ""
    if request.method == "POST":
        refused = _done(request, actor, case, public_id)
        if not refused:
            return redirect("situation", public_id=public_id)
    shown = _shown(case, public_id) | {"refused": refused}
    return page(request, "citizen/situation.html", shown, status=409 if refused else 200)


def _done(request: HttpRequest, actor: Actor, case: Citizen, public_id: str) -> str:
    """Why it could not be taken back, or laid beside, in words; empty where it was."""
    change = {"actor": actor, "citizen": case, "public_id": public_id}
    try:
        if request.POST.get("trin") == LAY:
            situation_files_lay(**change, files=files_checked(request))
        else:
            situation_take_back(**change, now=clock.now())
    except DomainError as error:
        return str(said(error))
    return ""


def _shown(case: Citizen, public_id: str) -> dict[str, object]:
    """One change as its page shows it; while it waits, what it would do."""
    row = own_situation(case, public_id)
    if row is None or row.kind not in catalog().situations:
        raise Http404
    told, today = told_of(row), clock.today()
    waits = row.state == SituationState.WAITING
    effect = changes(course_of(case, on=today), told.as_law(today)) if waits else []
    return {
        "row": row,
        "kind": told.kind,
        "lines": lines(told),
        "live": row.state in LIVE,
        "coach": case.coach,
        "changes": effect,
        "beside": files_beside(row),
        "sent_files": files_asked(),
    }


def _kind(slug: str) -> Situation:
    found = catalog().situations.get(slug)
    if found is None:
        raise Http404
    return found
