"""Kalender, Beskeder og post, Kontoret: what the header has no room for, each with what it is."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.web.ui.navigation import gathered
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def calendar_ways(request: HttpRequest, _: Actor) -> HttpResponse:
    """My week, my times, and the office's."""
    return _ways(request, "calendar_ways")


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def post_ways(request: HttpRequest, _: Actor) -> HttpResponse:
    """Everything citizens write, ask for and tell."""
    return _ways(request, "post_ways")


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def office_ways(request: HttpRequest, _: Actor) -> HttpResponse:
    """Others' citizens: to find one, the team's, and those of colleagues who are away."""
    return _ways(request, "office_ways")


def _ways(request: HttpRequest, name: str) -> HttpResponse:
    return page(request, "counsellor/ways.html", {"name": name, "ways": gathered(name)})
