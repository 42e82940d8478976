"""Easy Danish: chosen by a switch on a page, remembered in the browser (decision 0035)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from staasted.web.ui.failures import bad_request
from staasted.web.ui.language import keep_easy
from staasted.web.ui.returning import ours_or_home

CHOICES = {"ja": True, "nej": False}


@require_POST
def easy_danish(request: HttpRequest) -> HttpResponse:
    """Keep easy Danish in the browser, or forget it; then go back."""
    chosen = CHOICES.get(request.POST.get("let", ""))
    if chosen is None:
        return bad_request(request)
    onward = ours_or_home(request, request.POST.get("next", ""))
    return keep_easy(redirect(onward), easily=chosen)
