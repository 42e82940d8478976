"""Writing in one's CV: who one is, and one thing a page; deleting asks first."""

import re
from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.org.clock import clock
from staasted.apps.profiles.access import ProfileEntry, own_entry, own_profile
from staasted.apps.profiles.services import about_change, entry_add, entry_change, entry_remove
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.resume import EntryKind
from staasted.web.citizen.cv_forms import AboutForm, EntryForm, about_standing, entry_standing
from staasted.web.ui.cv import cv_shown, row_shown
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

STALE = "profile_changed_meanwhile"
VERSION = re.compile(r"[0-9]{1,8}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv_about(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who one is; a window that had not seen the newest says so, and keeps what was typed."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    profile, whose = own_profile(actor, case), {"registered": case.person.name}
    whose["own"] = actor.role is Role.CITIZEN
    form = AboutForm(request.POST or None, initial=about_standing(profile), **whose)
    told = {"actor": actor, "citizen": case, "seen": _seen(request), "now": clock.now()}
    refused = _refused(
        form, lambda: about_change(about=form.about, shown=form.cleaned_data["shown"], **told)
    )
    if refused is None:
        return redirect("cv")
    profile = own_profile(actor, case)
    now = cv_shown(profile, (), registered=case.person.name)
    told = {"form": form, "profile": profile, "stale": refused == STALE, "now": now}
    return page(request, "citizen/cv_about.html", told, status=_status(form, refused))


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if VERSION.fullmatch(seen) else 0


def _refused(form: forms.Form, act: Callable[[], object]) -> str | None:
    """None where it was done; else the code of the refusal, or "" where the form is not sent."""
    if not form.is_valid():
        return ""
    try:
        act()
    except DomainError as refused:
        if refused.code != STALE:
            form.add_error(None, str(said(refused)))
        return refused.code
    return None


def _status(form: forms.Form, refused: str) -> int:
    return 409 if refused == STALE else 400 if form.errors else 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Something new; what kind stands in the address."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    own_profile(actor, case)
    asked = request.GET.get("slags", "")
    kind = next((each for each in EntryKind if each.value == asked), EntryKind.WORK)
    form = EntryForm(request.POST or None, kind=kind)
    whose = {"actor": actor, "citizen": case, "now": clock.now()}
    refused = _refused(form, lambda: entry_add(entry=form.entry, **whose))
    if refused is None:
        return redirect("cv")
    told = {"form": form, "kind": kind}
    return page(request, "citizen/cv_new.html", told, status=_status(form, refused))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cv_edit(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Change one thing; a window that had not seen the newest says so."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    entry = own_entry(actor, case, public_id)
    kind = EntryKind(entry.kind)
    form = EntryForm(request.POST or None, initial=entry_standing(entry), kind=kind)
    told = {"actor": actor, "citizen": case, "seen": _seen(request), "now": clock.now()}
    refused = _refused(form, lambda: entry_change(public_id=public_id, entry=form.entry, **told))
    if refused is None:
        return redirect("cv")
    if refused == STALE:
        entry = own_entry(actor, case, public_id)
    return _edit_page(request, actor, form, entry, refused)


def _edit_page(
    request: HttpRequest, actor: Actor, form: EntryForm, entry: ProfileEntry, refused: str
) -> HttpResponse:
    told = {
        "form": form,
        "kind": form.kind,
        "entry": entry,
        "row": row_shown(entry),
        "own": actor.role is Role.CITIZEN,
        "stale": refused == STALE,
    }
    return page(request, "citizen/cv_edit.html", told, status=_status(form, refused))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def cv_remove(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once, then delete one thing for good."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    entry = own_entry(actor, case, public_id)
    if request.POST.get("slet") == "ja":
        entry_remove(actor=actor, citizen=case, public_id=public_id, now=clock.now())
        return went(request, text("cv.remove.done"), "cv")
    return page(request, "citizen/cv_remove.html", {"entry": entry})
