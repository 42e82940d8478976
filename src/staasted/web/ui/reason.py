"""The page that asks for a reason before a case is opened, for each room that may."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.relating import glass_break
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.saying import said


def reason_page(
    request: HttpRequest, actor: Actor, public_id: str, *, words: str, back: str, onward: str
) -> HttpResponse:
    """Ask, open, and go on to ``onward``; ``words`` is where the texts lie, ``back`` a way back."""
    reason, error = request.POST.get("begrundelse", ""), ""
    if request.method == "POST":
        try:
            glass_break(actor=actor, public_id=public_id, reason=reason)
        except DomainError as refused:
            error = str(said(refused))
        else:
            return redirect(onward)
    most = catalog().policy["glass_reason_characters"]
    shown = {"reason": reason, "error": error, "most": most, "words": words, "back": back}
    return page(request, "parts/reason.html", shown, status=400 if error else 200)
