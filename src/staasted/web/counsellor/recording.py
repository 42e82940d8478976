"""Noget har ændret sig, for en borger: what they have told, and writing down what they tell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing, citizen_reached
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.situations.access import own_situations
from staasted.apps.situations.states import LIVE
from staasted.apps.talking.access import NEAR
from staasted.catalog.loader import catalog
from staasted.catalog.situations import Situation
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.situations import kinds_for
from staasted.web.ui.telling import Telling


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen_situations(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What one citizen has told, and for their coach everything they could tell."""
    case = citizen_reached(actor, public_id, on=clock.today())
    rows = own_situations(case)
    shown = {
        "case": case,
        "live": [row for row in rows if row.state in LIVE],
        "past": [row for row in rows if row.state not in LIVE],
        "known": catalog().situations,
        "kinds": kinds_for(course_of(case, on=clock.today())) if case.reach in NEAR else (),
    }
    return page(request, "counsellor/citizen_situations.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def situation_record(request: HttpRequest, actor: Actor, public_id: str, kind: str) -> HttpResponse:
    """Answer for the citizen, see what it does, and write it down."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    telling = Telling(request, _kind(kind), actor)
    row = telling.sent(case)
    if row is not None:
        return went(request, _saved(row.state), "citizen_situations", public_id=public_id)
    template = "situation_record_check" if telling.to_check else "situation_record"
    shown = telling.shown(case) | {"case": case}
    return page(request, f"counsellor/{template}.html", shown, status=telling.status)


def _saved(state: str) -> str:
    return text(f"situations.record.saved_{state}")


def _kind(slug: str) -> Situation:
    found = catalog().situations.get(slug)
    if found is None:
        raise Http404
    return found
