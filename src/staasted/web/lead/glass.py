"""Åbnet med en begrundelse: the cases somebody opened outside their team, for the lead."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.relating import glass_look_at
from staasted.apps.citizens.staff_access import BrokenGlass, broken_glass_list, glass_read
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.catalog.texts import text
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.spreadsheets import csv_answer

COLUMNS = ("at", "citizen", "staff", "unit", "reason", "looked_at", "looked_at_by")
MOST_LISTED = 2_000
"""Openings in one file, the newest. Source: decision 0050."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def glass(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who opened which case and why, newest first; each is looked at by somebody else."""
    if request.method == "POST":
        glass_look_at(actor=actor, public_id=request.POST.get("aabning", ""))
        return redirect("glass")
    listed = page_asked(request, broken_glass_list(actor))
    shown = {"openings": glass_read(actor, listed.object_list), "listed": listed, "actor": actor}
    return page(request, "lead/glass.html", shown)


@never_cache
@require_safe
@room(Role.LEAD)
def glass_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The list as a file a spreadsheet opens, read and noted as the page is."""
    rows = glass_read(actor, broken_glass_list(actor)[:MOST_LISTED])
    columns = [text(f"overview.glass.{name}") for name in COLUMNS]
    told = [columns, *(_told(row) for row in rows)]
    return csv_answer(text("overview.glass.file_name"), told, on=clock.today())


def _told(row: BrokenGlass) -> list[str]:
    """An opening in words; without what was typed where it may name somebody protected."""
    person, looker = row.citizen.person, row.looked_at_by
    return [
        _moment(row.at),
        text("ui.protected_name") if person.protected else person.name or text("ui.nameless"),
        row.staff.name,
        row.unit,
        "" if person.protected else row.reason,
        _moment(row.looked_at) if row.looked_at else "",
        looker.name if looker else "",
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(COPENHAGEN).isoformat(timespec="minutes")
