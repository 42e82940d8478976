"""Mine visninger: ways of looking at one's own citizens, kept under names of one's own."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.caseload.views_kept import (
    MOST_EACH,
    CaseloadView,
    view_keep,
    view_open_with,
    view_remove,
    view_rename,
    views_of,
)
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.picking import Picking
from staasted.web.counsellor.picking import PARTS, Asked, asked_in, choices
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

KEEP, RENAME, REMOVE, OPEN = "gem", "omdoeb", "fjern", "aabn"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def caseload_views(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep what the address picks under a name; rename, remove, or let the list open with one."""
    asked, wrong = asked_in(request.GET), ""
    if request.method == "POST":
        try:
            return went(request, _done(actor, request.POST, asked), "caseload_views")
        except DomainError as refused:
            wrong = str(said(refused))
    shown = _shown(actor, request.POST, asked) | {"wrong": wrong}
    return page(request, "counsellor/caseload_views.html", shown, status=400 if wrong else 200)


def _shown(actor: Actor, sent: QueryDict, asked: Asked) -> dict[str, object]:
    mine = [(view, asked_in(QueryDict(view.picks))) for view in views_of(actor)]
    return {
        "asked": asked if asked.picking != Picking() else None,
        "picked": list(in_words(asked)),
        "views": [(view, list(in_words(picks)), bool(picks.strange)) for view, picks in mine],
        "new_name": "" if RENAME in sent else sent.get("navn", ""),
        "typed": sent.get("navn", ""),
        "about": sent.get(RENAME, ""),
        "nobody": "",
        "most": MOST_EACH,
    }


def _done(actor: Actor, sent: QueryDict, asked: Asked) -> str:
    """What was asked for, done, in a sentence. Errors: as the services."""
    name = sent.get("navn", "")
    if RENAME in sent:
        view = view_rename(actor=actor, public_id=sent[RENAME], name=name)
        return text("views.renamed", name=view.name)
    if REMOVE in sent:
        view_remove(actor=actor, public_id=sent[REMOVE])
        return text("views.removed")
    if OPEN in sent:
        view_open_with(actor=actor, public_id=sent[OPEN])
        return text("views.opens" if sent[OPEN] else "views.opens_with_everybody")
    return text("views.kept", name=view_keep(actor=actor, name=name, picks=asked.view).name)


def in_words(asked: Asked) -> Iterator[str]:
    """What is picked, a line each; nothing where it is everybody by name."""
    nothing = dict(zip(PARTS, Picking(), strict=True))
    for word, value in asked.words.items():
        if value != str(nothing[word]):
            words = choices(word)[value]
            label = text(f"counsellor.caseload.ask.{word}")
            yield words if word == "vis" else text("views.part", label=label, value=words)


def opening(views: Sequence[CaseloadView]) -> CaseloadView | None:
    """The view the list opens with, if one does."""
    return next((view for view in views if view.opens), None)
