"""På vegne af: a representative chooses whom to act for, and sees what the power covers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.representing import represented
from staasted.apps.org.clock import clock
from staasted.apps.org.services import sitting_log
from staasted.web.ui.page import page
from staasted.web.ui.returning import ours_or_home
from staasted.web.ui.room import ACTS_FOR_KEY, room

FIRST_PAGE = {Covers.EVERYTHING: "my_course", Covers.CONVERSATIONS: "book_purpose"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.REPRESENTATIVE)
def representing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose among those one acts for; the choice holds for the sitting and is logged."""
    powers = represented(actor, on=clock.today())
    for power in powers:
        if request.method == "POST" and power.citizen.public_id == request.POST.get("borger"):
            request.session[ACTS_FOR_KEY] = power.citizen.public_id
            sitting_log(actor=actor, act="act_for", facts={"power": power.public_id})
            first = reverse(FIRST_PAGE[Covers(power.covers)])
            return redirect(ours_or_home(request, request.POST.get("next") or first))
    onward = request.GET.get("next") or request.POST.get("next", "")
    shown = {"powers": powers, "actor": actor, "next": onward}
    return page(request, "citizen/representing.html", shown)
