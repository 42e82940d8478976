"""Indlæsninger: files under way, every batch, and undoing one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.attendance import worker_answers
from staasted.apps.imports.uploads import batch_of, batches, importers, undo_order, uploads_of
from staasted.apps.org.clock import clock
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.ADMINISTRATOR)
def imports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is under way, and what was taken in."""
    listed = page_asked(request, batches(actor))
    shown = {
        "under_way": list(uploads_of(actor).exclude(state="done")),
        "listed": listed,
        "importers": importers(listed.object_list),
        "worker": worker_answers(),
    }
    return page(request, "administrator/imports.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def import_undo(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once whether a batch is to be undone, then have it done."""
    batch = batch_of(actor, public_id)
    if request.method == "POST":
        upload = undo_order(actor=actor, batch=batch, now=clock.now())
        return redirect("import_upload", public_id=upload.public_id)
    return page(request, "administrator/undo.html", {"batch": batch})
