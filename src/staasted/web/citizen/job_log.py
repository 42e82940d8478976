"""Min joblog: what the citizen has applied for, in their own words; on paper and as a file."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import PlanItem, own_items
from staasted.catalog.plan_guide import plan_guide
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.plans import plan_shown
from staasted.web.ui.room import room

COLUMNS = ("due_on", "title", "employer", "words", "next_step", "link")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""
BOM = "\ufeff"  # tells Excel that the letters are UTF-8


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def job_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every application, the newest first; the page prints well."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    jobs = plan_shown(own_items(actor, case)).jobs
    shown = {"jobs": jobs, "law": plan_guide().job_log, "own": actor.role is Role.CITIZEN}
    return page(request, "citizen/job_log.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def job_log_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The same as a file a spreadsheet reads."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    content = BOM + csv_of(plan_shown(own_items(actor, case)).jobs)
    name = f"{text('plans.jobs.file_name')}-{clock.today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def csv_of(jobs: Iterable[PlanItem]) -> str:
    """Applications as semicolon-separated lines; no cell begins a formula."""
    held = StringIO()
    lines = csv.writer(held, delimiter=";", lineterminator="\r\n")
    lines.writerow([text(f"plans.jobs.column.{name}") for name in COLUMNS])
    for job in jobs:
        lines.writerow([harmless(str(getattr(job, name))) for name in COLUMNS])
    return held.getvalue()


def harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: one that might be has an apostrophe before it."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell
