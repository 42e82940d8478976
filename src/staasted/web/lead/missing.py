"""Manglende tider: each time nobody could be asked to book; a page and a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.invitations.access import TimesMissing, names_of, times_missing
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.spreadsheets import csv_answer

COLUMNS = (
    "at",
    "office",
    "unit",
    "counsellor",
    "purpose",
    "channel",
    "first",
    "last",
    "found",
    "wanted",
)


@never_cache
@require_safe
@room(Role.LEAD, Role.ADMINISTRATOR)
def missing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, newest first."""
    listed = page_asked(request, times_missing(actor))
    rows = list(listed.object_list)
    shown = {
        "rows": rows,
        "listed": listed,
        "names": names_of(rows),
        "purposes": catalog().purposes,
    }
    return page(request, "lead/missing.html", shown)


@never_cache
@require_safe
@room(Role.LEAD, Role.ADMINISTRATOR)
def missing_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The whole list as a file a spreadsheet opens: semicolons, UTF-8 with its mark."""
    rows = list(times_missing(actor))
    names = names_of(rows)
    columns = [text(f"invitations.missing.column.{name}") for name in COLUMNS]
    told = [columns, *(_told(row, names) for row in rows)]
    return csv_answer(text("invitations.missing.file_name"), told, on=clock.today())


def _told(row: TimesMissing, names: dict[str, str]) -> list[str]:
    """A row's cells."""
    purpose = catalog().purposes.get(row.purpose)
    return [
        row.at.astimezone(COPENHAGEN).isoformat(timespec="seconds"),
        row.office,
        row.unit,
        names.get(row.counsellor_ref, row.counsellor_ref),
        purpose.words.name if purpose else row.purpose,
        text(f"ui.channel.{row.channel}"),
        row.first_on.isoformat(),
        row.last_on.isoformat(),
        str(row.found),
        str(row.wanted),
    ]
