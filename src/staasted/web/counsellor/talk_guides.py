"""Samtaleguider: questions for a conversation, to read on the screen or to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.catalog.coaching import talk_guides as guides
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def talk_guides(request: HttpRequest, _actor: Actor) -> HttpResponse:
    """Every guide there is."""
    return page(request, "counsellor/talk_guides.html", {"guides": guides()})


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def talk_guide(request: HttpRequest, _actor: Actor, slug: str) -> HttpResponse:
    """One guide: its parts, its questions with room to write, and where it is from."""
    if slug not in guides():
        raise Http404
    return page(request, "counsellor/talk_guide.html", {"guide": guides()[slug]})
