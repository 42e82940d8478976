"""Choosing the language of the pages, logged in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from staasted.apps.org.languages import language_choose
from staasted.catalog.language import Language
from staasted.web.login.coming_in import ours_or_home
from staasted.web.ui.failures import bad_request
from staasted.web.ui.language import keep


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in the browser, and on the person who is logged in; then go back."""
    code = request.POST.get("language", "")
    if code not in set(Language):
        return bad_request(request)
    if request.user.is_authenticated:
        actor = request.acting.actor if request.acting else None
        language_choose(person=request.user.person, language=Language(code), actor=actor)
    return keep(redirect(ours_or_home(request, request.POST.get("next", ""))), Language(code))
