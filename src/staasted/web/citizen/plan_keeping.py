"""What the coach may see of the plan, what was deleted, and erasing all of it for good."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import PlanItem, own_item, own_items
from staasted.apps.plans.erasing import item_erase, plan_erase
from staasted.apps.plans.filing import item_file_remove, item_files_add
from staasted.apps.plans.services import item_restore, plan_share
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.plans import plan_shown
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.sent_files import files_asked, files_checked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def plan_sharing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything in the plan, with a tick for what is shared."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if request.method == "POST":
        sent = request.POST
        told = {"shown": sent.getlist("vist"), "shared": sent.getlist("delt")}
        plan_share(actor=actor, citizen=case, now=clock.now(), **told)
        return redirect("plan")
    items = plan_shown(own_items(actor, case)).everything
    return page(request, "citizen/plan_sharing.html", {"items": items})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan_files(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Lay files beside one thing in the plan, or delete one."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    item, refused = own_item(actor, case, public_id), ""
    if request.method == "POST":
        try:
            return _filed(request, actor, case, item)
        except DomainError as error:
            refused = str(said(error))
    shown = {"item": item, "sent_files": files_asked(refused)}
    return page(request, "citizen/plan_files.html", shown, status=400 if refused else 200)


def _filed(request: HttpRequest, actor: Actor, case: Citizen, item: PlanItem) -> HttpResponse:
    whose = {"actor": actor, "citizen": case, "now": clock.now()}
    if "slet" in request.POST:
        item_file_remove(public_id=request.POST["slet"], **whose)
    else:
        item_files_add(public_id=item.public_id, files=files_checked(request), **whose)
    return redirect("plan_edit", public_id=item.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def plan_removed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was taken out: fetched back, or erased for good."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    whose = {"actor": actor, "citizen": case, "now": clock.now()}
    if "hent" in request.POST:
        item_restore(public_id=request.POST["hent"], **whose)
        return redirect("plan")
    if "slet" in request.POST:
        item_erase(public_id=request.POST["slet"], **whose)
    if request.method == "POST":
        return redirect("plan_removed")
    items = own_items(actor, case, removed=True)
    return page(request, "citizen/plan_removed.html", {"items": items})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def plan_erasing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask once, then erase everything in the plan."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if request.POST.get("slet") == "ja":
        plan_erase(actor=actor, citizen=case, now=clock.now())
        return returned(request, text("plans.erase.done"), "plan")
    return page(request, "citizen/plan_erase.html")
