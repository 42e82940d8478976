"""Nettet: who is lost, who is watched, and how it has gone, night by night."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.net.selectors import net_last, net_on, net_people, net_round_last, net_trend
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room

LOST, WATCHED = "tabt", "set-efter"
NIGHTS = 28
"""How many nights the trend shows."""


@never_cache
@require_safe
@room(Role.LEAD)
def net(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The figures of the night, the persons behind them now, and the nights behind."""
    today, now = clock.today(), net_on(actor)
    which = WATCHED if request.GET.get("vis") == WATCHED else LOST
    listed = page_asked(request, now.watched if which == WATCHED else now.lost)
    shown = {"which": which, "listed": listed, "net": now, "today": today}
    shown |= {"names": net_people(actor, listed, on=today), "groups": catalog().target_groups}
    shown |= {"round": net_round_last(now=clock.now()), "last": net_last(actor)}
    shown["trend"] = net_trend(actor, until=today, days=NIGHTS)
    return page(request, "lead/net.html", shown)
