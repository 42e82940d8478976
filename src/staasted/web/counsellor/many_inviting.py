"""Asking many citizens to book a time with their coach."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Citizen
from staasted.apps.invitations.services import (
    Asking,
    TimesMissing,
    invitation_foreseen,
    invitation_make,
    times_missing,
)
from staasted.apps.org.selectors import person_of
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.law import READ_UNTIL
from staasted.web.counsellor.inviting import purposes_to_ask
from staasted.web.ui.saying import said


class InviteManyForm(forms.Form):
    """What for, in how many days, and that each of them has been guided."""

    purpose = forms.ChoiceField(widget=forms.RadioSelect)
    days = forms.IntegerField()
    guided = forms.BooleanField()

    def __init__(self, data: object) -> None:
        super().__init__(data, initial={"days": catalog().policy["invitation_days"]})
        self.fields["purpose"].choices = [(p.slug, p.words.name) for p in purposes_to_ask()]
        for name, field in self.fields.items():
            field.label = text(f"many.invite.{name}")
        hint = text("invitations.make.guided_hint", day=speech.day_year(READ_UNTIL))
        self.fields["guided"].help_text = hint
        chosen = dict.fromkeys(("required", "invalid_choice"), text("invitations.make.choose"))
        self.fields["purpose"].error_messages |= chosen
        needed = said(DomainError("invitation_unguided")).next
        self.fields["guided"].error_messages["required"] = needed


class InvitingMany:
    """An invitation for each, where there are times enough for all who are asked before them."""

    template = "counsellor/many_invite.html"

    def __init__(self, request: HttpRequest, actor: Actor, cases: Sequence[Citizen]) -> None:
        asked = "days" in request.POST
        self.actor, self.cases = actor, cases
        self.form = InviteManyForm(request.POST if asked else None)

    @property
    def ready(self) -> bool:
        """Whether the form is answered."""
        return self.form.is_valid()

    @property
    def status(self) -> int:
        """400 where something that was answered is wrong."""
        return 400 if self.form.errors else 200

    def shown(self) -> dict[str, object]:
        """What its part of a page shows."""
        by_hand = [case for case in self.cases if not case.person.email]
        return {"form": self.form, "by_hand": by_hand}

    def foreseen(self, case: Citizen, number: int) -> DomainError | None:
        """Why asking them would be refused, or None."""
        return invitation_foreseen(case, self._asking(), asked_before=number)

    def done(self, case: Citizen) -> None:
        """Ask them. Errors: DomainError where it is refused, or there are too few times."""
        made = invitation_make(actor=self.actor, citizen=case, asking=self._asking())
        if isinstance(made, TimesMissing):
            raise times_missing(made.found, made.wanted)

    def _asking(self) -> Asking:
        told = self.form.cleaned_data
        purpose = catalog().purposes[told["purpose"]]
        return Asking(purpose, person_of(self.actor), told["days"], told["guided"])
