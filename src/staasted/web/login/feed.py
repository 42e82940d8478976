"""A calendar's own way in: whoever has the secret address reads the times, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from staasted.apps.calendars.feeds import feed_read
from staasted.apps.org.clock import clock
from staasted.apps.org.rates import TooOften
from staasted.web.login.devices import address_of
from staasted.web.ui.failures import too_often

HEADERS = {
    "Cache-Control": "private, no-cache",  # asked each time, and told when nothing is new
    "X-Robots-Tag": "noindex",
    "Content-Disposition": 'inline; filename="samtaler.ics"',
}


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The times behind an address; 404, always the same, where there are none."""
    try:
        found = feed_read(secret, asked_from=address_of(request), now=clock.now())
    except TooOften as refused:
        return too_often(request, refused, seconds=refused.seconds)
    told = HEADERS | {"ETag": quote_etag(found.tag)}
    kind = "text/calendar; charset=utf-8"
    response = HttpResponse(found.content, content_type=kind, headers=told)
    return get_conditional_response(request, etag=response["ETag"], response=response)
