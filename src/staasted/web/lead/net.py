"""Nettet: the persons who have nothing ahead, the longest silence first, for the lead."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import citizens_behind_number
from staasted.apps.net.selectors import net_on
from staasted.apps.org.clock import clock
from staasted.core.net import NetPlace
from staasted.web.ui.figures import group_said
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room

PLACES = {"tabt": NetPlace.LOST, "holdt-oeje": NetPlace.WATCHED}


@never_cache
@require_safe
@room(Role.LEAD)
def net_people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who is lost, or who is watched, as it stands now; each list that is read is logged."""
    now = net_on(actor)
    which = request.GET.get("vis", "")
    which = which if which in PLACES else "tabt"
    listed = page_asked(request, now.at(PLACES[which]))
    rows = list(listed.object_list)
    names = citizens_behind_number(actor, [row.citizen for row in rows], on=clock.today())
    shown = {
        "people": [(row, names.get(row.citizen), group_said(row.group)) for row in rows],
        "listed": listed,
        "which": which,
        "total": now.total,
    }
    return page(request, "lead/net_people.html", shown)
