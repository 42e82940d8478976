"""Mine søgninger: what one looks for again and again, and what is new since one last looked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.ads.access import AdSearch, own_search, own_searches
from staasted.apps.ads.board import board, wish_of
from staasted.apps.ads.services import (
    Looked,
    looked_of,
    search_change,
    search_delete,
    search_save,
    search_seen,
)
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.ads import NAME, SearchForm, address_of, initial_of, looked_said, rows_shown
from staasted.web.ui.listing import page_of
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_safe
@room(Role.CITIZEN)
def ad_searches(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every search one has saved, with how many ads are new to it."""
    rows = own_searches(actor, own_case(actor, on=clock.today()))
    held = board() if rows else None
    shown = [
        {
            "search": row,
            "said": looked_said(looked_of(row)),
            "new": len(held.new_to(row, on=clock.today())) if held else 0,
        }
        for row in rows
    ]
    most = catalog().policy["ad_searches_most"]
    return page(request, "citizen/ad_searches.html", {"searches": shown, "most": most})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def ad_search_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give what one looks for a name, and save it."""
    case = own_case(actor, on=clock.today())
    form = SearchForm(request.POST or None, initial=request.GET.dict())

    def save(name: str, looked: Looked) -> AdSearch:
        told = {"name": name, "looked": looked, "now": clock.now()}
        return search_save(actor=actor, citizen=case, **told)

    if _succeeds(form, save):
        return returned(request, text("ads.saved.done"), "ad_searches")
    return page(request, "citizen/ad_search_new.html", {"form": form}, 400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def ad_search(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What is new to one search; one press says that one has seen it."""
    case = own_case(actor, on=clock.today())
    row = own_search(actor, case, public_id)
    if request.method == "POST":
        search_seen(actor=actor, citizen=case, public_id=public_id, now=clock.now())
        return redirect("ad_searches")
    return page(request, "citizen/ad_search.html", _shown(request, row))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def ad_search_edit(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Call a search something else, or let it look for something else."""
    case = own_case(actor, on=clock.today())
    row = own_search(actor, case, public_id)
    begun = initial_of(looked_of(row)) | {NAME: row.name}
    form = SearchForm(request.POST or None, initial=begun)

    def change(name: str, looked: Looked) -> AdSearch:
        told = {"name": name, "looked": looked, "now": clock.now()}
        return search_change(actor=actor, citizen=case, public_id=public_id, **told)

    if _succeeds(form, change):
        return redirect("ad_search", public_id=public_id)
    shown = {"form": form, "search": row}
    return page(request, "citizen/ad_search_edit.html", shown, 400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def ad_search_delete(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once, then delete it."""
    case = own_case(actor, on=clock.today())
    row = own_search(actor, case, public_id)
    if request.method == "POST":
        search_delete(actor=actor, citizen=case, public_id=public_id, now=clock.now())
        return returned(request, text("ads.delete.done"), "ad_searches")
    return page(request, "citizen/ad_search_delete.html", {"search": row})


def _succeeds(form: SearchForm, write: Callable[[str, Looked], AdSearch]) -> bool:
    """Whether it was written; a refusal becomes the form's own error."""
    if not form.is_valid():
        return False
    try:
        write(form.cleaned_data[NAME], form.looked)
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True


def _shown(request: HttpRequest, row: AdSearch) -> dict[str, object]:
    held, today = board(), clock.today()
    found = held.matching(wish_of(row), on=today)
    listed = page_of(held.new_to(row, on=today), request.GET.get("side"))
    return {
        "search": row,
        "said": looked_said(looked_of(row)),
        "rows": rows_shown(held, found, list(listed), row.words),
        "listed": listed,
        "every": len(found.full),
        "asked": address_of(looked_of(row)),
    }
