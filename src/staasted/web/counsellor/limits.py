"""How much a day holds, and what one can: pause, most a day, languages and subjects."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.competences import competences_of, competences_set
from staasted.apps.booking.limits import PAUSES, limits_set
from staasted.apps.booking.owning import times_owner
from staasted.apps.org.selectors import Person
from staasted.catalog.competences import CompetenceKind, competences
from staasted.catalog.texts import text
from staasted.web.counsellor.opening_forms import OpeningsForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room

MOST = 20


class LimitsForm(OpeningsForm):
    """Pause, most a day, languages and subjects."""

    pause_minutes = forms.TypedChoiceField(coerce=int)
    most_a_day = forms.IntegerField(required=False, min_value=1, max_value=MOST)
    languages = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    subjects = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        pauses = [(n, text("openings.pause", count=n) if n else "") for n in PAUSES]
        pauses[0] = (0, text("openings.no_pause"))
        self.fields["pause_minutes"].choices = pauses
        self.fields["languages"].choices = _of(CompetenceKind.LANGUAGE)
        self.fields["subjects"].choices = _of(CompetenceKind.SUBJECT)

    @transaction.atomic
    def save(self, actor: Actor, person: Person) -> None:
        """Keep all of it, or none. Errors: as ``limits_set`` and ``competences_set``."""
        sent = self.cleaned_data
        pause, most = sent["pause_minutes"], sent["most_a_day"]
        limits_set(actor=actor, person=person, pause_minutes=pause, most_a_day=most)
        slugs = {*sent["languages"], *sent["subjects"]}
        competences_set(actor=actor, person=person, slugs=slugs)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR)
def times_limits(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Set them."""
    person, row = times_owner(actor, public_id)
    has = competences_of(person)
    usual = {"pause_minutes": row.pause_minutes if row else 0, "languages": has, "subjects": has}
    usual["most_a_day"] = row.most_a_day if row else None
    form = LimitsForm(request.POST or None, initial=usual)
    if form.is_valid() and form.succeeds(lambda: form.save(actor, person)):
        return redirect("times_of", public_id=public_id)
    shown = {"person": person, "form": form}
    return page(request, "counsellor/limits.html", shown, status=form.status)


def _of(kind: CompetenceKind) -> list[tuple[str, str]]:
    return [(each.slug, each.words.name) for each in competences().values() if each.kind is kind]
