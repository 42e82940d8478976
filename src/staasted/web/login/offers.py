"""Det kan kommunen tilbyde: everything on offer, for anybody who looks. Reads no citizen."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.apps.offers.rounds import beginnings
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.offering import (
    NEEDS,
    QUERY,
    TARGET,
    list_shown,
    needs_counted,
    offer_known,
    sought_read,
)
from staasted.web.ui.page import page


@require_safe
def possibilities(request: HttpRequest) -> HttpResponse:
    """The front page: search, what one may need, and where one may stand."""
    targets = [(slug, each.words.name) for slug, each in catalog().offer_targets.items()]
    shown = {
        "total": len(catalog().offers),
        "needs": needs_counted(),
        "targets": targets,
        "names": {"query": QUERY, "needs": NEEDS, "target": TARGET},
    }
    return page(request, "login/possibilities.html", shown)


@require_safe
def open_offers(request: HttpRequest) -> HttpResponse:
    """The list, narrowed down by what the address says."""
    return page(request, "login/offers.html", list_shown(sought_read(request.GET)))


@require_safe
def open_offer(request: HttpRequest, slug: str) -> HttpResponse:
    """One offer, as anybody may read it."""
    offer = offer_known(slug)
    shown = {"offer": offer, "next": beginnings(offer, now=clock.now())}
    return page(request, "login/offer.html", shown)
