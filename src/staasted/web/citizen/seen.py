"""Hvem har set min sag: on which day, why, in which role and where; and asking for the name."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.seen import Sight, seen_of
from staasted.apps.citizens.access import own_case
from staasted.apps.citizens.representing import openings_of
from staasted.apps.insight.access import own_requests
from staasted.apps.insight.services import name_ask
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.sights import sight_read, sight_sent, who_said, why_said


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def who_has_seen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who has looked at my case, newest first, and what I have asked about it."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    shown = {
        "readings": page_asked(request, seen_of(case.public_id)),
        "openings": openings_of(case),
        "asked": own_requests(case),
        "why": why_said,
        "who": who_said,
        "sent": sight_sent,
        "months": catalog().policy["log_kept_months"],
    }
    return page(request, "citizen/who_has_seen.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def ask_name(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask once whether the name is wanted, then have somebody answer."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if request.method != "POST" and not request.GET:
        return redirect("who_has_seen")  # where the lines one may ask about stand
    sight = _asked_about(request)
    if request.method == "POST":
        name_ask(actor=actor, citizen=case, sight=sight, now=clock.now())
        return redirect("who_has_seen")
    shown = {"sight": sight, "due": _due(clock.today()), "why": why_said(sight.purpose)}
    return page(request, "citizen/ask_name.html", shown)


def _asked_about(request: HttpRequest) -> Sight:
    sight = sight_read(request.GET if request.method in {"GET", "HEAD"} else request.POST)
    if sight is None:
        raise Http404
    return sight


def _due(today: date) -> date:
    return today + timedelta(days=catalog().policy["name_answer_days"])
