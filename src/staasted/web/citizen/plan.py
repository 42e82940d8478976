"""Min plan: goals and steps, what the coach proposes, and the small acts done on the page."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.citizens.selectors import group_on
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import own_items, own_remarks
from staasted.apps.plans.attached import files_of
from staasted.apps.plans.exporting import plan_told
from staasted.apps.plans.kinds import Progress, RemarkKind, RemarkState
from staasted.apps.plans.remarks import proposal_decline, proposal_take
from staasted.apps.plans.services import item_move, item_progress, item_remove, item_restore
from staasted.catalog.texts import text
from staasted.web.ui.addresses import address
from staasted.web.ui.page import page
from staasted.web.ui.plans import PlanShown, law_beside, plan_shown
from staasted.web.ui.room import room

Act = Callable[..., object]
PROGRESS = {"gjort": Progress.DONE, "aaben": Progress.OPEN, "laeg-vaek": Progress.DROPPED}
MOVES = {"op": True, "ned": False}
ACTS: dict[str, Act] = {
    "tag": proposal_take,
    "nej-tak": proposal_decline,
    "fortryd": item_restore,
    "slet": item_remove,
}
"""What a button of the page, or of what is being changed, sends along with an id."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole plan on one page, also when the case has closed."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if request.method == "POST":
        return redirect(_done(request, actor, case))
    return page(request, "citizen/plan.html", _shown(request, actor, case))


def _done(request: HttpRequest, actor: Actor, case: Citizen) -> str:
    """Do what the button says, and where to go on."""
    whose = {"actor": actor, "citizen": case, "now": clock.now()}
    for name, public_id in request.POST.items():
        if name in PROGRESS:
            item_progress(public_id=public_id, progress=PROGRESS[name], **whose)
        elif name in MOVES:
            item_move(public_id=public_id, earlier=MOVES[name], **whose)
        elif name in ACTS:
            ACTS[name](public_id=public_id, **whose)
            if name == "slet":
                return f"{address('plan')}?slettet={public_id}"
    return address("plan")


def _shown(request: HttpRequest, actor: Actor, case: Citizen) -> dict[str, object]:
    items = list(own_items(actor, case))
    remarks = own_remarks(actor, case)
    plan = plan_shown(items)
    waiting = [each for each in remarks if each.state == RemarkState.WAITING]
    standing = {item.pk for item in items} | {None}
    return {
        "plan": plan,
        "case": case,
        "own": actor.role is Role.CITIZEN,
        "today": clock.today(),
        "proposed": [each for each in waiting if each.item_id in standing],
        "comments": [each for each in remarks if each.kind == RemarkKind.COMMENT],
        "education_first": _education_first(case, plan, asked="slettet" in request.GET),
        "deleted": _deleted(request, actor, case),
        "files": files_of(items),
    } | law_beside()


def _education_first(case: Citizen, plan: PlanShown, *, asked: bool) -> bool:
    """Whether the law puts education first for this group, and there is no goal yet.

    Not on the page that ``asked`` what was deleted: it offers the way back.
    """
    if plan.aims or asked or case.closed_on is not None:
        return False
    return group_on(case, on=clock.today()) in law_beside()["education"].groups


def _deleted(request: HttpRequest, actor: Actor, case: Citizen) -> object:
    """What was taken out a moment ago, to be fetched back."""
    public_id = request.GET.get("slettet", "")
    if not public_id or actor.role is not Role.CITIZEN:
        return None
    return own_items(actor, case, removed=True).filter(public_id=public_id).first()


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan_print(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The plan on paper."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    shown = {
        "plan": plan_shown(own_items(actor, case)),
        "now": clock.now(),
        "own": actor.role is Role.CITIZEN,
    }
    return page(request, "citizen/plan_print.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def plan_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The whole plan with its history, as a file other systems read."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    content = json.dumps(plan_told(actor, case), ensure_ascii=False, indent=2)
    name = f"{text('plans.file_name')}-{clock.today().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json", headers=headers)
