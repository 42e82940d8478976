"""What the coach may see of the CV, bringing one in from a file, and erasing all of it."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.profiles.access import entries_of, own_profile
from staasted.apps.profiles.services import profile_erase, profile_share
from staasted.apps.profiles.taking import resume_from, resume_take, taking_of
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.resume import CONTACT, EntryKind, Resume, resume_written
from staasted.core.resume.parsing import KILOBYTE
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.sent_files import FIELD

HELD = "indhold"
"""The field in which a file that was looked at comes back with the yes."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def cv_sharing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whether the coach may read the CV."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    asked = request.POST.get("del", "")
    if asked in ("ja", "nej"):
        shared = asked == "ja"
        profile_share(actor=actor, citizen=case, shared=shared, now=clock.now())
        return went(request, text(f"cv.sharing.done_{'on' if shared else 'off'}"), "cv")
    return page(request, "citizen/cv_sharing.html", {"profile": own_profile(actor, case)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def cv_import(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bring in a CV: a file is looked at, then taken in; nothing is kept in between."""
    case, refused = own_case(actor, on=clock.today(), also_closed=True), ""
    try:
        if HELD in request.POST:
            return _taken(request, actor, case)
        if request.method == "POST":
            return _checked(request, actor, case)
    except DomainError as error:
        refused = _said(error)
    told = {"refused": refused, "most": catalog().policy["resume_file_kilobytes"]}
    return page(request, "citizen/cv_import.html", told, status=400 if refused else 200)


def _checked(request: HttpRequest, actor: Actor, case: Citizen) -> HttpResponse:
    """What a file would do."""
    profile = own_profile(actor, case)
    resume = _sent(request)
    taking = taking_of(resume, profile, entries_of(case))
    told = {
        "taking": taking,
        "profile": profile,
        "held": json.dumps(resume_written(resume), ensure_ascii=False, separators=(",", ":")),
        "reached": [name for name in taking.fills if name in CONTACT],
        "kinds": [kind for kind in EntryKind if any(e.kind is kind for e in taking.adds)],
    }
    return page(request, "citizen/cv_import_check.html", told)


def _sent(request: HttpRequest) -> Resume:
    """The profile in the file that was sent. Errors: DomainError, as ``resume_from``."""
    sent = request.FILES.get(FIELD)
    if sent is None:
        raise DomainError("resume_no_file")
    most = catalog().policy["resume_file_kilobytes"]
    return resume_from(sent.read(most * KILOBYTE + 1))


def _taken(request: HttpRequest, actor: Actor, case: Citizen) -> HttpResponse:
    resume = resume_from(request.POST[HELD].encode(errors="replace"))
    chosen = request.POST.getlist("tag")
    resume_take(actor=actor, citizen=case, resume=resume, chosen=chosen, now=clock.now())
    return went(request, text("cv.import.done"), "cv")


def _said(error: DomainError) -> str:
    """A refusal in words; what is wrong at a place of the file in the form's own words."""
    if error.code == "resume_wrong":
        values = dict(error.values)
        fault = said(DomainError(str(values.pop("fault")), **values)).why
        error = DomainError(error.code, where=values["where"], fault=fault)
    return str(said(error))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def cv_erasing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask once, then erase the whole CV."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if request.POST.get("slet") == "ja":
        profile_erase(actor=actor, citizen=case, now=clock.now())
        return went(request, text("cv.erase.done"), "cv")
    return page(request, "citizen/cv_erase.html")
