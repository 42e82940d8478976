"""Din første dag: checklists open to all; whoever is logged in may put a step in their plan."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Role
from staasted.catalog.guides import guides
from staasted.catalog.plan_guide import plan_guide
from staasted.web.ui.failures import page_not_found
from staasted.web.ui.page import page

OWN = (Role.CITIZEN, Role.REPRESENTATIVE)


@require_safe
def first_days(request: HttpRequest) -> HttpResponse:
    """Every checklist there is."""
    return page(request, "login/first_days.html", {"guides": guides()})


@require_safe
def first_day(request: HttpRequest, slug: str) -> HttpResponse:
    """One checklist: what to do, by which section, and where."""
    guide = guides().get(slug)
    if guide is None:
        return page_not_found(request)
    acting = getattr(request, "acting", None)
    shown = {
        "slug": slug,
        "guide": guide,
        "others": {name: other for name, other in guides().items() if name != slug},
        "jobnet": plan_guide().my_plan.address,
        "in_own_room": acting is not None and acting.role in OWN,
    }
    return page(request, "login/first_day.html", shown)
