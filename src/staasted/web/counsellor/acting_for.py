"""Fuldmagt og værge: who acts for a citizen; given, limited and ended together with them."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.partners import partner_stop
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.citizens.acting_for import (
    partners_of,
    power_end,
    powers_given,
    representative_for,
)
from staasted.apps.citizens.kinds import Covers, PowerKind
from staasted.apps.citizens.relating import power_grant
from staasted.apps.org.clock import clock
from staasted.apps.talking.partner_access import partner_talks_over
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.forms import DayField
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

LONGEST = 200  # characters of a name
AT = {"power_name_differs": "name", "name_missing": "name"}
"""The field a refusal is said at; else at the top."""


class PowerForm(forms.Form):
    """Who is to act, by what, over what, and on which days. ``cpr`` is shown never again."""

    cpr = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}))
    name = forms.CharField()
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    covers = forms.ChoiceField(widget=forms.RadioSelect)
    first = DayField()
    last = DayField(required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label = text(f"counsellor.helpers.label.{name}")
            wrong = text(f"counsellor.helpers.error.{name}", most=LONGEST)
            field.error_messages = dict.fromkeys(field.error_messages, wrong)
        for name, words in (("kind", PowerKind), ("covers", Covers)):
            said_of = f"counsellor.helpers.{name}."
            self.fields[name].choices = [(word.value, text(said_of + word.value)) for word in words]
        self.fields["first"].initial = clock.today()
        for name in ("name", "last"):
            self.fields[name].help_text = text(f"counsellor.helpers.hint.{name}")
        wrong = text("counsellor.helpers.error.name", most=LONGEST)
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST, message=wrong))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def helpers(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Who acts for the citizen and who is invited; give, and stop."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    stopped = _stopped(request, actor, case)
    form = PowerForm(None if stopped else request.POST or None)
    if stopped or (form.is_valid() and _given(actor, case, form)):
        return redirect("helpers", public_id=public_id)
    if form.is_bound:
        form.data = form.data.copy()
        form.data["cpr"] = ""  # the number is typed again, never shown
    status = 400 if form.is_bound else 200
    return page(request, "counsellor/helpers.html", _shown(actor, case, form), status=status)


def _stopped(request: HttpRequest, actor: Actor, case: Citizen) -> bool:
    """Whether the request was to stop somebody, and it is done."""
    sent = request.POST
    if "fuldmagt" in sent:
        power_end(actor=actor, citizen=case, public_id=sent["fuldmagt"])
    if "invitation" in sent:
        partner_stop(actor=actor, citizen=case, public_id=sent["invitation"])
    return "fuldmagt" in sent or "invitation" in sent


@transaction.atomic
def _person_and_power(actor: Actor, case: Citizen, sent: dict) -> None:
    person = representative_for(actor=actor, citizen=case, cpr=sent["cpr"], name=sent["name"])
    power_grant(
        actor=actor,
        citizen=case,
        representative=person,
        kind=PowerKind(sent["kind"]),
        covers=Covers(sent["covers"]),
        days=(sent["first"], sent["last"]),
    )


def _given(actor: Actor, case: Citizen, form: PowerForm) -> bool:
    """Give the power; a refusal becomes the form's own error."""
    try:
        _person_and_power(actor, case, form.cleaned_data)
    except DomainError as refused:
        at = "cpr" if refused.code.startswith("cpr_") else AT.get(refused.code)
        form.add_error(at, str(said(refused)))
        return False
    return True


def _shown(actor: Actor, case: Citizen, form: PowerForm) -> dict[str, object]:
    today = clock.today()
    return {
        "case": case,
        "form": form,
        "powers": powers_given(actor, case, on=today),
        "partners": partners_of(case, on=today),
        "talks_over": partner_talks_over(case),
        "today": today,
    }
