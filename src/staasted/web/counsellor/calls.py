"""Ring til: who has asked to be called, the oldest promise first; one call, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.calling import (
    TimeWish,
    call_end,
    call_reached,
    call_tried,
    calls_to_make,
)
from staasted.apps.booking.wish_kinds import CallOutcome, TimeWishState
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.wishing import suits_said

NO_ANSWER = "intet-svar"
ENDS = {"talt": CallOutcome.SPOKE, "ikke-noedvendigt": CallOutcome.NOT_NEEDED}


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def calls(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom I am to call, and for whom I cover."""
    today = clock.today()
    shown = {
        "list": calls_to_make(actor, on=today),
        "purposes": catalog().purposes,
        "today": today,
    }
    return page(request, "counsellor/calls.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def call(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One call: the number, what it is about, when it suits; then what came of it."""
    wish, refused = call_reached(actor, public_id, on=clock.today()), ""
    if request.method == "POST":
        try:
            return _marked(request, actor, wish)
        except DomainError as error:
            refused = str(said(error))
            wish = call_reached(actor, public_id, on=clock.today())
    shown = _shown(wish) | {"refused": refused}
    return page(request, "counsellor/call.html", shown, status=409 if refused else 200)


def _shown(wish: TimeWish) -> dict[str, object]:
    return {
        "wish": wish,
        "open": wish.state == TimeWishState.OPEN,
        "purpose": catalog().purposes.get(wish.purpose),
        "suits": suits_said(wish),
        "no_answer": NO_ANSWER,
        "most": catalog().policy["call_tries"],
    }


def _marked(request: HttpRequest, actor: Actor, wish: TimeWish) -> HttpResponse:
    """Mark what came of it, and back to the list. Errors: DomainError."""
    sent = request.POST
    if sent.get("udfald") == NO_ANSWER:
        seen = sent.get("forsoeg", "")
        marked = call_tried(actor=actor, wish=wish, seen=int(seen[:4]) if seen.isdecimal() else 0)
        done = marked.state != TimeWishState.OPEN
    else:
        outcome = ENDS.get(sent.get("udfald", ""))
        if outcome is None:
            raise DomainError("call_outcome_unknown")
        call_end(actor=actor, wish=wish, outcome=outcome)
        done = True
    return returned(request, text(f"wishes.call.{'done' if done else 'tried'}"), "calls")
