"""Mine filer: what one has sent or kept here, each to save again; deleting what nothing uses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.files.access import own_file, own_files
from staasted.apps.files.services import file_delete
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.sent_files import file_answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_files(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every file that lies with the case; also once it is closed."""
    refused = None
    if "slet" in request.POST:
        try:
            return _deleted(actor, request.POST["slet"])
        except DomainError as error:
            refused = said(error)
    shown = {"files": own_files(actor, on=clock.today()), "refused": refused}
    return page(request, "citizen/files.html", shown, status=400 if refused else 200)


def _deleted(actor: Actor, public_id: str) -> HttpResponse:
    file_delete(actor=actor, file=own_file(actor, public_id, on=clock.today()))
    return redirect("my_files")


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_file(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:  # noqa: ARG001 a view's
    """One of them, to save."""
    return file_answer(own_file(actor, public_id, on=clock.today()))
