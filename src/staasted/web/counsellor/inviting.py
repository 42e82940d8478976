"""Bed borgeren booke en tid: only where there are times enough, and taken back with a reason."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.conversations.course import arrangement_of
from staasted.apps.invitations.access import Invitation, invitation_reached, invitations_of
from staasted.apps.invitations.services import (
    Asking,
    TimesMissing,
    invitation_make,
    invitation_withdraw,
)
from staasted.apps.invitations.standing import bars_of
from staasted.apps.org.clock import clock
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose, Visibility
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.law import READ_UNTIL, Arrangement, deadline_of, least_days, may_be_invited
from staasted.web.ui.duties import rule_shown
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, said


def purposes_to_ask() -> list[Purpose]:
    """What a citizen can be asked to book for themselves."""
    purposes = (p for p in catalog().purposes.values() if p.self_bookable)
    return [p for p in purposes if p.visibility is not Visibility.STAFF]


class InviteForm(forms.Form):
    """What for, in how many days, and that the citizen has been guided."""

    purpose = forms.ChoiceField(widget=forms.RadioSelect)
    days = forms.IntegerField()
    guided = forms.BooleanField()

    def __init__(self, data: object, *, arrangement: Arrangement) -> None:
        usual = max(catalog().policy["invitation_days"], least_days(arrangement))
        super().__init__(data, initial={"days": usual})
        self.fields["purpose"].choices = [(p.slug, p.words.name) for p in purposes_to_ask()]
        for name, field in self.fields.items():
            field.label = text(f"invitations.make.{name}")
        deadline = deadline_of(arrangement, clock.today(), usual)
        talk = (deadline.talk_by - deadline.book_by).days
        least = least_days(arrangement)
        self.fields["days"].help_text = text("invitations.make.days_hint", least=least, talk=talk)
        self.fields["guided"].help_text = text(
            "invitations.make.guided_hint", day=speech.day_year(READ_UNTIL)
        )
        chosen = dict.fromkeys(("required", "invalid_choice"), text("invitations.make.choose"))
        self.fields["purpose"].error_messages |= chosen
        needed = said(DomainError("invitation_unguided")).next
        self.fields["guided"].error_messages["required"] = needed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def invite(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask for a time, and see what was asked before."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.BOOK)
    arrangement = arrangement_of(case, on=clock.today())
    form = InviteForm(request.POST or None, arrangement=arrangement)
    made = _made(actor, case, form) if form.is_valid() else None
    if isinstance(made, Invitation):
        return returned(request, text("invitations.make.sent"), "invite", public_id=public_id)
    shown = _shown(case, arrangement, form) | {"missing": made}
    status = 400 if form.errors else 409 if made else 200
    return page(request, "counsellor/invite.html", shown, status=status)


def _made(actor: Actor, case: Citizen, form: InviteForm) -> Invitation | TimesMissing | None:
    """The invitation, or the shortage that was recorded; a refusal becomes the form's own."""
    sent, coach = form.cleaned_data, counsellor_of(case, on=clock.today())
    if coach is None:
        form.add_error(None, text("invitations.make.no_coach"))
        return None
    asked = catalog().purposes[sent["purpose"]]
    asking = Asking(asked, coach, sent["days"], sent["guided"])
    try:
        return invitation_make(actor=actor, citizen=case, asking=asking)
    except DomainError as refused:
        form.add_error("days" if refused.code == "invitation_days" else None, str(said(refused)))
        return None


def _shown(case: Citizen, arrangement: Arrangement, form: InviteForm) -> dict[str, object]:
    bars = bars_of(case)
    rule = arrangement.rule
    return {
        "case": case,
        "form": form,
        "rows": invitations_of(case),
        "purposes": catalog().purposes,
        "theirs": may_be_invited(arrangement, exempt=bars.exempt, deprived=bars.deprived),
        "rule": rule_shown(rule, reader=Reader.STAFF) if rule else None,
        "today": clock.today(),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def uninvite(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once why, then take the invitation back."""
    row = invitation_reached(actor, public_id, on=clock.today())
    wrong = _withdrawn(actor, row, request.POST.get("hvorfor", "")) if request.POST else ""
    if request.POST and not wrong:
        why = text("invitations.list.withdrawn")
        return returned(request, why, "invite", public_id=row.citizen.public_id)
    shown = {"row": row, "purpose": catalog().purposes[row.purpose], "error": wrong or None}
    return page(request, "counsellor/uninvite.html", shown, status=400 if wrong else 200)


def _withdrawn(actor: Actor, row: Invitation, reason: str) -> str:
    try:
        invitation_withdraw(actor=actor, invitation=row, reason=reason)
    except DomainError as refused:
        return str(said(refused))
    return ""
