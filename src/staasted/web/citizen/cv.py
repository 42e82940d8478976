"""Mit CV: what one has done and can, on one page, on paper, as a PDF and as a file."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, NotYours, own_case
from staasted.apps.org.clock import clock
from staasted.apps.profiles.access import entries_of, own_profile, resume_of, shown_in
from staasted.apps.profiles.services import entry_move
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.resume import CONTACT, EntryKind, resume_written
from staasted.ports.adapters import documents
from staasted.ports.documents import DocumentNotMade
from staasted.web.ui.cv import CvShown, contact_lines, cv_document, cv_shown, where_of
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

MOVES = {"op": True, "ned": False}
WHY_NOT = {"sign": "document_sign", "busy": "document_busy", "timeout": "document_busy"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole profile on one page, also when the case has closed."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if request.method == "POST":
        _moved(request, actor, case)
        return redirect("cv")
    try:
        return page(request, "citizen/cv.html", _shown(actor, case))
    except NotYours:
        return page(request, "citizen/cv_not_shared.html")


def _moved(request: HttpRequest, actor: Actor, case: Citizen) -> None:
    for name in MOVES.keys() & request.POST.keys():
        whose = {"actor": actor, "citizen": case, "now": clock.now()}
        entry_move(public_id=request.POST[name], earlier=MOVES[name], **whose)


def _shown(actor: Actor, case: Citizen) -> dict[str, object]:
    profile = own_profile(actor, case)
    hidden = [name for name in CONTACT if name not in shown_in(profile)]
    return {
        "cv": cv_shown(profile, entries_of(case), registered=case.person.name),
        "profile": profile,
        "case": case,
        "own": actor.role is Role.CITIZEN,
        "kinds": list(EntryKind),
        "hidden": list(contact_lines(profile, hidden)),
    }


def _read(actor: Actor) -> CvShown:
    """The actor's own CV, or the one that is shared with them. Errors: NotYours."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    profile = own_profile(actor, case)
    return cv_shown(profile, entries_of(case), registered=case.person.name)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv_print(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The CV on paper."""
    return page(request, "citizen/cv_print.html", {"cv": _read(actor)})


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The CV as a PDF; a sign that cannot be set is named, with where it stands."""
    shown = _read(actor)
    try:
        content = documents().pdf(cv_document(shown))
    except DocumentNotMade as error:
        where = where_of(shown, error.sign) if error.sign else ""
        code = WHY_NOT.get(error.code, "document_failed")
        told = {"refusal": said(DomainError(code, sign=error.sign, where=where))}
        return page(request, "citizen/cv_no_pdf.html", told, status=409)
    return _file(content, "application/pdf", "pdf")


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The CV as JSON Resume: what stands on the CV, and what an earlier file told beside it."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    profile = own_profile(actor, case)
    profile.name = profile.name or case.person.name
    resume = resume_of(profile, entries_of(case))
    told = resume_written(resume, shown=shown_in(profile))
    content = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return _file(content, "application/json", "json")


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{text('cv.file_name')}-{clock.today().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
