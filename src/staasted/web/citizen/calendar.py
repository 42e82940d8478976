"""Min kalender: a secret address one's own calendar reads, and one time as a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import own_booking
from staasted.apps.booking.entries import calendar_file, entry_of, steps_of, with_coach
from staasted.apps.calendars.feeds import feed_of
from staasted.apps.citizens.access import own_case
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.ui.feeds import feed_changed
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def my_calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the address shows, making one, and ending it."""
    own_case(actor, on=clock.today())
    address = feed_changed(request, actor)
    shown = {"feed": feed_of(actor), "address": address}
    return page(request, "citizen/my_calendar.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def booking_calendar(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:  # noqa: ARG001 a view's
    """One booking as a file calendars open."""
    held = own_booking(actor, public_id, on=clock.today())
    entry = entry_of(held, steps_of([held])[held.pk], title=with_coach(held))
    name = text("calendars.entry.file")
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    written = calendar_file([entry])
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)
