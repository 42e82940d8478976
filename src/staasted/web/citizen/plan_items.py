"""Writing one thing in the plan, changing it, and what it said before: one thing a page."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.ads.selectors import ad_of
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import PlanItem, own_history, own_item
from staasted.apps.plans.attached import files_of
from staasted.apps.plans.kinds import Doer, ItemKind, Progress
from staasted.apps.plans.services import item_add, item_change
from staasted.catalog import speech
from staasted.catalog.guides import guides
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.citizen.plan_forms import PlanForm, standing
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

STALE = "plan_changed_meanwhile"
VERSION = re.compile(r"[0-9]{1,8}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Something new: what kind, and towards which goal, stands in the address."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    kind = _kind(request.GET.get("slags", ""))
    towards = request.GET.get("maal", "") if kind is ItemKind.STEP else ""
    goal = own_item(actor, case, towards) if towards else None
    own = actor.role is Role.CITIZEN
    form = PlanForm(request.POST or None, initial=_begun(request), kind=kind, own=own)
    if form.is_valid() and _added(actor, case, form, goal):
        return redirect(home_of(kind))
    shown = {"form": form, "kind": kind, "goal": goal, "home": home_of(kind)}
    return page(request, "citizen/plan_new.html", shown, status=400 if form.errors else 200)


def home_of(kind: ItemKind) -> str:
    """The page something stands on: an application in the job log, the rest in the plan."""
    return "job_log" if kind is ItemKind.JOB else "plan"


def _kind(asked: str) -> ItemKind:
    return next((kind for kind in ItemKind if kind.value == asked), ItemKind.GOAL)


def _begun(request: HttpRequest) -> dict[str, object]:
    """What the fields begin with: the suggestion, the checklist or the ad one came by."""
    begun: dict[str, object] = {"done_by": Doer.ME.value}
    if request.GET.get("forslag") == "uddannelse":
        begun["title"] = text("plans.education.suggestion")
    begun |= _of_an_ad(request.GET.get("annonce", ""))
    guide, _, slug = request.GET.get("tjek", "").partition(".")
    step = guides()[guide].step(slug) if guide in guides() else None
    return begun | ({"title": step.words.what, "words": step.words.more} if step else {})


def _of_an_ad(public_id: str) -> dict[str, object]:
    """What an application to an ad begins with; the citizen writes and saves the rest."""
    found = ad_of(public_id) if public_id else None
    if found is None:
        return {}
    by = found.deadline_on
    return {
        "title": found.title,
        "employer": found.employer,
        "link": found.link if found.link.startswith("https:") else "",
        "due_on": clock.today(),
        "next_step": text("ads.log.next", day=speech.day_year(by)) if by else "",
    }


def _added(actor: Actor, case: Citizen, form: PlanForm, goal: PlanItem | None) -> bool:
    """Whether it was written; a refusal becomes the form's own error."""
    try:
        item_add(
            actor=actor,
            citizen=case,
            kind=form.kind,
            words=form.written(),
            shared=form.shares,
            goal=goal.public_id if goal else "",
            now=clock.now(),
        )
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan_edit(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Change one thing; a window that had not seen the newest says so, and keeps both."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    item, own = own_item(actor, case, public_id), actor.role is Role.CITIZEN
    kind = ItemKind(item.kind)
    form = PlanForm(request.POST or None, initial=standing(item), kind=kind, own=own)
    refused = ""
    if form.is_valid():
        refused = _changed(request, actor, case, form, item)
        if not refused:
            return redirect(home_of(kind))
        item = own_item(actor, case, public_id)
    return _edit_page(request, form, item, stale=refused == STALE)


def _edit_page(
    request: HttpRequest, form: PlanForm, item: PlanItem, *, stale: bool
) -> HttpResponse:
    """The form with what lies beside the item; where it is stale, what stands now as well."""
    shown = {
        "form": form,
        "item": item,
        "kind": form.kind,
        "own": form.own,
        "stale": stale,
        "files": files_of([item]).get(item.pk, []),
        "home": home_of(form.kind),
    }
    status = 409 if stale else 400 if form.errors else 200
    return page(request, "citizen/plan_edit.html", shown, status=status)


def _changed(
    request: HttpRequest, actor: Actor, case: Citizen, form: PlanForm, item: PlanItem
) -> str:
    """The code of what was refused; empty where it was saved."""
    seen = request.POST.get("version", "")
    try:
        item_change(
            actor=actor,
            citizen=case,
            public_id=item.public_id,
            seen=int(seen) if VERSION.fullmatch(seen) else 0,
            words=form.written(Progress(item.progress)),
            shared=form.shares,
            now=clock.now(),
        )
    except DomainError as refused:
        if refused.code != STALE:
            form.add_error(None, str(said(refused)))
        return refused.code
    return ""


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan_history(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Every wording there has been, the newest first."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    item = own_item(actor, case, public_id)
    shown = {"item": item, "versions": own_history(actor, item), "person": case.person_id}
    return page(request, "citizen/plan_history.html", shown)
