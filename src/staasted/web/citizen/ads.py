"""Ledige job: looking through the ads there are, and one of them.

Which ads somebody opens is remembered nowhere.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.ads.board import board
from staasted.apps.ads.selectors import ad_of, feed_of
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.org.clock import clock
from staasted.catalog.ads import ad_fields
from staasted.web.ui.ads import PARTLY, AdForm, found_shown
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def ads(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every ad, or those that fit what is looked for."""
    own_case(actor, on=clock.today())
    form, feed = AdForm(request.GET), feed_of()
    shown: dict[str, object] = {"form": form, "feed": feed, "own": actor.role is Role.CITIZEN}
    shown["looks"] = bool(form.errors)
    if feed is not None and form.is_valid():
        asked = {"number": request.GET.get("side"), "partly": PARTLY in request.GET}
        shown |= found_shown(board(), form.looked, on=clock.today(), **asked)
    return page(request, "citizen/ads.html", shown, status=400 if form.errors else 200)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def ad(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One ad: what it says, by when, and the ways on."""
    own_case(actor, on=clock.today())
    found = ad_of(public_id)
    if found is None:
        raise Http404
    closed = found.deadline_on is not None and found.deadline_on < clock.today()
    shown = {"ad": found, "fields": ad_fields(), "closed": closed, "today": clock.today()}
    return page(request, "citizen/ad.html", shown)
