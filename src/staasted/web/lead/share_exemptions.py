"""Plads i de 25 %: the room left, what waits for a lead, and whom an assessment covers."""

from collections.abc import Iterable, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import Citizen, citizens_behind_number
from staasted.apps.effort.room import room_left
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.selectors import (
    ShareExemption,
    exemptions_standing,
    exemptions_waiting,
)
from staasted.apps.share_exemptions.services import exemption_confirm, exemption_refuse
from staasted.catalog.texts import text
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.rooms_left import rooms_shown

CONFIRM = "bekraeft"


class AnswerForm(StaffForm):
    """What a lead answers: the assessment by its id, and why it is a no."""

    words = "share_exemptions.answering"

    vurdering = forms.CharField(widget=forms.HiddenInput)
    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def share_room(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The room left, and the assessments that go beyond it, to confirm or refuse."""
    form = AnswerForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.succeeds(lambda: _answer(request, actor, form)):
        return went(request, text("share_exemptions.lead.done"), "share_room")
    shown = {"form": form, "confirm": CONFIRM} | _shown(request, actor)
    return page(request, "lead/share_room.html", shown, status=form.status)


def _shown(request: HttpRequest, actor: Actor) -> dict[str, object]:
    today = clock.today()
    waiting = exemptions_waiting()
    listed = page_asked(request, exemptions_standing(on=today))
    refs = [row.citizen.public_id for row in (*waiting, *listed.object_list)]
    names = citizens_behind_number(actor, refs, on=today)
    return {
        "rooms": rooms_shown(room_left(on=today)),
        "waiting": _named(waiting, names),
        "listed": listed,
        "standing": _named(listed.object_list, names),
    }


def _answer(request: HttpRequest, actor: Actor, form: AnswerForm) -> None:
    sent = form.cleaned_data
    act = {"actor": actor, "public_id": sent["vurdering"], "now": clock.now()}
    if CONFIRM in request.POST:
        exemption_confirm(**act)
    else:
        exemption_refuse(**act, answer=sent["answer"])


def _named(
    rows: Iterable[ShareExemption], names: dict[str, Citizen]
) -> Sequence[tuple[ShareExemption, Citizen]]:
    """Each row with the citizen as this lead may see them; those they may not are left out."""
    known = [(row, names.get(row.citizen.public_id)) for row in rows]
    return [(row, case) for row, case in known if case is not None]
