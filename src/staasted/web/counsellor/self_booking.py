"""Selvbooking: who is exempt, from whom the right is taken, and the way back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.invitations.deciding import (
    ExemptFor,
    exemption_grant,
    exemption_review,
    self_booking_give_back,
    self_booking_take,
)
from staasted.apps.invitations.reviewing import review_of
from staasted.apps.invitations.standing import bars_of, taken_from
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def self_booking(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """How it stands, and the two decisions with their reasons."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    error = _decided(request, actor, case) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        saved = text("summons.self_booking.saved")
        return returned(request, saved, "self_booking", public_id=public_id)
    sent = dict.fromkeys(("grund", "hvorfor", "begrundelse"), "") | request.POST.dict()
    shown = _standing(case) | {"error": error, "sent": sent}
    return page(request, "counsellor/self_booking.html", shown, status=400 if error else 200)


def _standing(case: Citizen) -> dict[str, object]:
    """How it stands with the citizen's booking, and what one can be exempt for."""
    return {
        "case": case,
        "bars": bars_of(case),
        "taken": taken_from(case),
        "review": review_of(case),
        "today": clock.today(),
        "grounds": [{"value": each, "text": text(f"summons.exempt.{each}")} for each in ExemptFor],
    }


def _decided(request: HttpRequest, actor: Actor, whose: Citizen) -> str:
    """Do what the form asks for; what went wrong in words, or nothing."""
    sent, of = request.POST, {"actor": actor, "citizen": whose}
    try:
        match sent.get("afgoer", ""):
            case "fritag":
                if sent.get("grund") not in set(ExemptFor):
                    return text("summons.self_booking.choose")
                exemption_grant(**of, ground=ExemptFor(sent["grund"]))
            case "behold" | "ophoer" as verdict:
                why = sent.get("begrundelse", "")
                exemption_review(**of, keeps=verdict == "behold", reason=why)
            case "fratag":
                self_booking_take(**of, reason=sent.get("hvorfor", ""))
            case "giv_tilbage":
                self_booking_give_back(**of)
            case _:
                return text("summons.self_booking.choose")
    except DomainError as refused:
        return str(said(refused))
    return ""
