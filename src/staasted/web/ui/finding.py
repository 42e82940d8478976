"""The page that finds a citizen, one for every room that may.

The form posts, since anybody may type a CPR number into it. Only a name or a public id goes on
into the address; numbers are answered at once and shown nowhere again. The field is named
``cpr`` so that no draft keeps it (decision 0019).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.asking import Asked, By, asked_for
from staasted.apps.citizens.finding import MOST, Found, Where, citizens_find
from staasted.apps.citizens.selectors import holds_cases
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.ui.page import page

TYPED, IN_ADDRESS = "cpr", "navn"
"""The form's field, and what stands in the address."""


def search_page(request: HttpRequest, actor: Actor, *, way: str, case_way: str) -> HttpResponse:
    """Answer with the form and what was found; ``way`` is the page's own name.

    ``case_way`` is the name of the page a hit leads to.
    """
    posted = request.method == "POST"
    asked = asked_for(request.POST.get(TYPED, "") if posted else request.GET.get(IN_ADDRESS, ""))
    if posted and asked.in_address:
        return redirect(f"{reverse(way)}?{urlencode({IN_ADDRESS: asked.value})}")
    error = _error(asked, posted=posted)
    found = Found() if error else citizens_find(actor, asked, on=clock.today())
    shown = {
        "found": found,
        "searched": asked.by is not By.NOTHING and not error,
        "search": asked.value if asked.in_address else "",
        "error": error,
        "most": MOST,
        "any_case": holds_cases(),
        "way": way,
        "case_way": case_way,
        "ways": Where,
        "asks_purpose": actor.role is Role.COUNSELLOR and actor.team_id and not actor.purpose,
    }
    return page(request, "parts/find.html", shown, status=400 if error else 200)


def _error(asked: Asked, *, posted: bool) -> str:
    """Why it cannot be searched for; empty where it can."""
    if asked.by is By.UNREADABLE:
        return text("ui.find.unreadable")
    if not posted and not asked.in_address and asked.by is not By.NOTHING:
        return text("ui.find.not_here")
    return ""
