"""Manglende tider: each time nobody could be asked to book; a page and a file."""

import csv
from io import StringIO

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
    names, written = names_of(rows), StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([text(f"invitations.missing.column.{name}") for name in COLUMNS])
    writer.writerows([_told(row, names) for row in rows])
    name = f"{text('invitations.missing.file_name')}-{clock.today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = written.getvalue().encode("utf-8-sig")
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _told(row: TimesMissing, names: dict[str, str]) -> list[str]:
    """A row's cells; one that a spreadsheet would reckon with is told as words."""
    purpose = catalog().purposes.get(row.purpose)
    cells = [
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
    return [f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells]
