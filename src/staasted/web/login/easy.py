"""Easy Danish: chosen by a switch, remembered in the browser and on the person (0035, 0044)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from staasted.apps.org.languages import easy_danish_choose
from staasted.web.ui.failures import bad_request
from staasted.web.ui.language import keep_easy
from staasted.web.ui.returning import ours_or_home

CHOICES = {"ja": True, "nej": False}


@require_POST
def easy_danish(request: HttpRequest) -> HttpResponse:
    """Keep easy Danish, or forget it, on the person who is logged in too; then go back."""
    chosen = CHOICES.get(request.POST.get("let", ""))
    if chosen is None:
        return bad_request(request)
    if request.user.is_authenticated:
        actor = request.acting.actor if request.acting else None
        easy_danish_choose(person=request.user.person, easily=chosen, actor=actor)
    onward = ours_or_home(request, request.POST.get("next", ""))
    return keep_easy(redirect(onward), easily=chosen)
