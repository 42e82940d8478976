"""Dit eget spejl: the counsellor answers the same topics before seeing what follows of them."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing, citizen_reached
from staasted.apps.org.clock import clock
from staasted.apps.screening.access import own_mirror
from staasted.apps.screening.mirroring import mirror_entry, mirror_submit, suggestions_show
from staasted.catalog.loader import catalog
from staasted.catalog.mirrors import MirrorEntry
from staasted.core.errors import DomainError
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

INSTRUMENT = "start"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def mirror(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What one expects and will do oneself, topic by topic; sent, the suggestions follow."""
    own, entry = own_mirror(actor, public_id, on=clock.today()), mirror_entry(INSTRUMENT)
    if request.method != "POST":
        given = own.newest.answers if own.newest else {}
        shown = {"case": own.case, "entry": entry, "newest": own.newest, "answers": given}
        return page(request, "counsellor/mirror.html", shown)
    try:
        answers = _answers(entry, request.POST)
        mirror_submit(actor=actor, citizen=own.case, mirror=entry, answers=answers)
    except DomainError as refused:
        return refusal(request, said(refused), onward=reverse("mirror", args=[public_id]))
    return redirect("suggested", public_id=public_id)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def suggested(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What the shared answers lead to, each offer with the rule behind it."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    found = suggestions_show(actor=actor, citizen=case)
    offers: list[dict[str, object]] = []
    if found is not None:
        entry = catalog().versions[INSTRUMENT, found.version]
        for each in found.result.offers:
            rules = [entry.rule(why.code.removeprefix("answered_")) for why in each.reasons]
            offers.append({"offer": catalog().offers[each.offer], "rules": rules})
    shown = {"case": case, "shared": found is not None, "offers": offers}
    return page(request, "counsellor/suggested.html", shown)


def _answers(entry: MirrorEntry, posted: Mapping[str, str]) -> dict[str, str]:
    """The known questions with known answers; whatever else was sent is left behind."""
    return {
        asked: posted[asked] for asked, may in entry.allowed.items() if posted.get(asked) in may
    }
