"""One file on its way in: waiting, looked at, taken in, or refused; each state has its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.attendance import worker_answers
from staasted.apps.imports.uploads import (
    ABSENT_SHOWN,
    ImportUpload,
    progress_of,
    upload_cancel,
    upload_confirm,
    upload_of,
    upload_retry,
)
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

REFRESH = 5  # seconds, and only where the reader asked for it (WCAG 2.2.1)
TEMPLATES = {
    "waiting": "administrator/working.html",
    "working": "administrator/working.html",
    "ready": "administrator/preview.html",
    "done": "administrator/result.html",
    "failed": "administrator/failed.html",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def import_upload(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Show how far the file is; say yes, try again, or leave it."""
    upload = upload_of(actor, public_id)
    if request.method == "POST":
        return _act(request, actor, upload)
    return _shown(request, upload)


def _act(request: HttpRequest, actor: Actor, upload: ImportUpload) -> HttpResponse:
    act = ACTS.get(request.POST.get("act", ""))
    return act(request, actor, upload) if act else _shown(request, upload, status=400)


def _confirm(request: HttpRequest, actor: Actor, upload: ImportUpload) -> HttpResponse:
    skip, accept = "skip_bad" in request.POST, "accept_corrections" in request.POST
    lacking = _choices_lacking(upload, skip=skip, accept=accept)
    if lacking:
        return _shown(request, upload, lacking=lacking, skip=skip, accept=accept, status=400)
    upload_confirm(
        actor=actor, upload=upload, skip_bad=skip, accept_corrections=accept, now=clock.now()
    )
    return redirect("import_upload", public_id=upload.public_id)


def _choices_lacking(upload: ImportUpload, *, skip: bool, accept: bool) -> str:
    """What must be chosen before the file can go in; "" when it can."""
    corrections = upload.report.get("corrections", 0)
    bad = upload.report.get("rejected_rows", 0) - corrections
    if bad and not _changes(upload):
        return text("administrator.preview.all_bad")
    if bad and not skip:
        return text("administrator.preview.skip_missing")
    if corrections and not (accept or skip):
        return text("administrator.preview.accept_missing")
    return ""


def _changes(upload: ImportUpload) -> int:
    """How many rows would change something; with none there is nothing to skip the others for."""
    return sum(upload.report.get(each, 0) for each in ("created", "updated", "corrections"))


def _retry(request: HttpRequest, actor: Actor, upload: ImportUpload) -> HttpResponse:  # noqa: ARG001
    upload_retry(actor=actor, upload=upload, now=clock.now())
    return redirect("import_upload", public_id=upload.public_id)


def _cancel(request: HttpRequest, actor: Actor, upload: ImportUpload) -> HttpResponse:  # noqa: ARG001
    upload_cancel(actor=actor, upload=upload, now=clock.now())
    return redirect("imports")


ACTS: dict[str, Callable[[HttpRequest, Actor, ImportUpload], HttpResponse]] = {
    "confirm": _confirm,
    "retry": _retry,
    "cancel": _cancel,
}


def _shown(
    request: HttpRequest, upload: ImportUpload, *, status: int = 200, **chosen: object
) -> HttpResponse:
    report = upload.report
    if upload.state == "ready" and (report.get("missing") or report.get("twice")):
        return redirect("import_columns", public_id=upload.public_id)
    listed = page_asked(request, report.get("rejected", []))
    by_itself = "selv" in request.GET
    context = {
        "upload": upload,
        "report": report,
        "listed": listed,
        "absent": report.get("absent", [])[:ABSENT_SHOWN],
        "worker": worker_answers(),
        "progress": progress_of(upload),
        "by_itself": by_itself,
        "lacking": "",
        "failure": _failure(upload),
    }
    response = page(request, TEMPLATES[upload.state], context | chosen, status=status)
    if by_itself and upload.state in {"waiting", "working"}:
        response["Refresh"] = str(REFRESH)
    return response


def _failure(upload: ImportUpload) -> str:
    """Why it failed and what to do; "" where the upload itself was interrupted."""
    failure = upload.failure
    if "code" in failure:
        return str(said(DomainError(failure["code"], **failure["values"])))
    return " ".join(failure[part] for part in ("reason", "remedy") if part in failure)
