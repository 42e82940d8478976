"""Invitér en samarbejdspart: who, as what, for what and until when; and the a-kasse's part.

What a citizen says of their a-kasse by telephone is written here, in the same data.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.fund import FundAnswer, fund_choose, fund_of
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.citizens.kinds import ConsentHow
from staasted.apps.citizens.relating import Consent, partner_invite
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import staff_in_role
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Holder
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room

OUTSIDE = (Holder.UNEMPLOYMENT_FUND, Holder.MENTOR, Holder.COMPANY_CONSULTANT)
WAYS = (Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO)


class InviteForm(StaffForm):
    """Whom, as what, for what, how, and the last day."""

    words = "counsellor.inviting.field"

    partner = forms.ChoiceField()
    held_by = forms.ChoiceField(widget=forms.RadioSelect)
    purpose = forms.ChoiceField()
    channel = forms.ChoiceField(widget=forms.RadioSelect)
    last = DayField()
    consent_how = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    consent_on = DayField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        today, fields = clock.today(), self.fields
        self.people = {p.public_id: p for p in staff_in_role(role=Role.PARTNER, on=today)}
        fields["partner"].choices = [(key, p.name) for key, p in self.people.items()]
        fields["held_by"].choices = [(h.value, text(f"ui.holder.{h.value}")) for h in OUTSIDE]
        known = catalog().purposes.items()
        fields["purpose"].choices = [(slug, purpose.words.name) for slug, purpose in known]
        fields["channel"].choices = [(c.value, text(f"ui.channel.{c.value}")) for c in WAYS]
        ways = [(how.value, text(f"counsellor.inviting.consent.{how}")) for how in ConsentHow]
        fields["consent_how"].choices = ways
        fields["consent_on"].initial = today

    def invite(self, actor: Actor, case: Citizen) -> None:
        """Errors: as ``partner_invite``."""
        sent = self.cleaned_data
        partner_invite(
            actor=actor,
            citizen=case,
            partner=self.people[sent["partner"]],
            held_by=Holder(sent["held_by"]),
            purpose=sent["purpose"],
            channel=Channel(sent["channel"]),
            days=(clock.today(), sent["last"]),
            consent=self._consent(),
        )

    def _consent(self) -> Consent | None:
        """What was said to be the citizen's yes; None without both its day and its way."""
        on, how = self.cleaned_data["consent_on"], self.cleaned_data["consent_how"]
        return Consent(on, ConsentHow(how)) if on and how else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def inviting(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Invite somebody, or write what the citizen has answered about the a-kasse."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    answer = request.POST.get("svar", "")
    if answer in FundAnswer:
        return _answered(actor, case, FundAnswer(answer))
    form = InviteForm(request.POST or None)
    if form.is_valid() and form.succeeds(lambda: form.invite(actor, case)):
        return redirect("helpers", public_id=public_id)
    return page(request, "counsellor/inviting.html", _shown(case, form), status=form.status)


def _answered(actor: Actor, case: Citizen, answer: FundAnswer) -> HttpResponse:
    fund_choose(actor=actor, citizen=case, answer=answer)
    return redirect("inviting", public_id=case.public_id)


def _shown(case: Citizen, form: InviteForm) -> dict[str, object]:
    fund = fund_of(case, on=clock.today())
    return {"case": case, "form": form, "fund": fund, "answers": [a.value for a in FundAnswer]}
