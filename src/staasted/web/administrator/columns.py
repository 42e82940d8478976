"""Kolonnerne: what each header is read as, and what to read the unknown ones as."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.reading.refusals import ImportRefused
from staasted.apps.imports.uploads import ImportUpload, upload_map, upload_of
from staasted.apps.imports.wording import refusal_words
from staasted.apps.org.clock import clock
from staasted.catalog.english import said
from staasted.catalog.imports import FileKind, Layout, layout
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def import_columns(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Show the mapping; save what the unknown headers stand for, and look at the file again."""
    upload = upload_of(actor, public_id)
    if upload.state != "ready" or not upload.columns:
        return redirect("import_upload", public_id=public_id)
    if request.method != "POST":
        return _shown(request, upload)
    try:
        upload_map(actor=actor, upload=upload, mapping=_chosen(request, upload), now=clock.now())
    except ImportRefused as refused:
        return _shown(request, upload, error=" ".join(refusal_words(refused)), status=400)
    return redirect("import_upload", public_id=public_id)


def _chosen(request: HttpRequest, upload: ImportUpload) -> dict[str, str]:
    """Header → field, of the headers that were asked about."""
    return {
        column["header"]: request.POST[f"kolonne-{position}"]
        for position, column in enumerate(upload.columns)
        if f"kolonne-{position}" in request.POST
    }


def _shown(
    request: HttpRequest, upload: ImportUpload, *, error: str = "", status: int = 200
) -> HttpResponse:
    known = layout(FileKind(upload.kind))
    taken = {column["field"] for column in upload.columns} - set(upload.mapping.values())
    free = [each for each in known.columns if each.field not in taken]
    context = {
        "upload": upload,
        "error": error,
        "read": [(each["header"], _name(each["field"], known)) for each in _read(upload)],
        "asked": list(_asked(upload, known)),
        "options": [
            {"value": "", "text": text("administrator.columns.unread")},
            *({"value": each.field, "text": said(each.da)} for each in free),
        ],
        "missing": [_name(field, known) for field in upload.report.get("missing", [])],
        "twice": upload.report.get("twice", []),
    }
    return page(request, "administrator/columns.html", context, status=status)


def _read(upload: ImportUpload) -> list[dict[str, str]]:
    """The columns whose header says by itself what it is."""
    return [each for each in upload.columns if each["field"] and not _is_asked(each, upload)]


def _asked(upload: ImportUpload, known: Layout) -> list[tuple[int, dict[str, str], str]]:
    """Place, column and the name most like it, of the headers somebody must say what are."""
    return [
        (place, each, _name(each["nearest"], known) if each["nearest"] else "")
        for place, each in enumerate(upload.columns)
        if _is_asked(each, upload)
    ]


def _is_asked(column: dict[str, str], upload: ImportUpload) -> bool:
    doubled = column["header"] in upload.report.get("twice", [])
    return not column["field"] or doubled or column["header"] in upload.mapping


def _name(field: str, known: Layout) -> str:
    """A field as people call it; a month's column with its month."""
    name, _, month = field.partition(":")
    return " ".join(filter(None, (said(known.by_field[name].da), month)))
