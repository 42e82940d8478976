"""Høring: asking a citizen before something is decided against them, and deciding afterwards."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.letters.services import LetterDraft
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.apps.records.access import Hearing, hearing_reached, hearings_of
from staasted.apps.records.services import (
    Asked,
    hearing_decide,
    hearing_drop,
    hearing_open,
    soonest_answer,
)
from staasted.catalog.language import language_of, speaking
from staasted.catalog.letter_templates import complaints
from staasted.catalog.texts import text
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.lettering import StaffLetterForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room

LINES = {"rows": 4}


class HearingForm(StaffForm):
    """What is meant, on which facts, by which section, and the last day to answer."""

    words = "hearings.field"

    intends = forms.CharField(widget=forms.Textarea(attrs=LINES))
    facts = forms.CharField(widget=forms.Textarea(attrs=LINES))
    section = forms.CharField(max_length=200)
    answer_by = DayField()

    def open(self, actor: Actor, case: Citizen) -> None:
        """Errors: as ``hearing_open``."""
        hearing_open(actor=actor, citizen=case, asked=Asked(**self.cleaned_data))


class DecisionForm(StaffLetterForm):
    """How the answer was weighed, and the letter of the decision."""

    succeeds, status = StaffForm.succeeds, StaffForm.status
    weighed = forms.CharField(widget=forms.Textarea(attrs=LINES))
    field_order = ("weighed", "title", "body", "may_decide", "decision", "complain", "language")

    def decide(self, actor: Actor, hearing: Hearing, key: str) -> None:
        """Errors: as ``hearing_decide``."""
        said = dict(self.cleaned_data)
        weighed = said.pop("weighed")
        draft = LetterDraft(key=key, **said)
        hearing_decide(actor=actor, hearing=hearing, weighed=weighed, draft=draft)


class DropForm(StaffForm):
    """Why nothing is decided after all."""

    words = "hearings.field"
    prefix = "drop"

    dropped = forms.CharField(widget=forms.Textarea(attrs=LINES))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def hearings(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The hearings of a case, and asking anew."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    form = HearingForm(request.POST or None, initial={"answer_by": _usual()})
    if form.is_valid() and form.succeeds(lambda: form.open(actor, case)):
        return redirect("hearings", public_id=public_id)
    shown = {"case": case, "form": form, "rows": hearings_of(case), "today": clock.today()}
    return page(request, "counsellor/hearings.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def hearing(request: HttpRequest, actor: Actor, public_id: str, hearing_id: str) -> HttpResponse:
    """One hearing: what was asked and answered; decide, or decide nothing."""
    row = hearing_reached(actor, public_id, hearing_id, on=clock.today())
    drops = "drop-dropped" in request.POST
    form = DecisionForm(None if drops else request.POST or None, initial=_begun(row))
    drop = DropForm(request.POST if drops else None)
    key = request.POST.get("noegle") or new_public_id()
    if _done(actor, row, form, drop, key):
        return redirect("hearing", public_id=public_id, hearing_id=hearing_id)
    shown = {"case": row.citizen, "row": row, "form": form, "drop": drop, "key": key}
    shown |= {"ready": _ready(row), "today": clock.today()}
    status = max(form.status, drop.status)
    return page(request, "counsellor/hearing.html", shown, status=status)


def _done(actor: Actor, row: Hearing, form: DecisionForm, drop: DropForm, key: str) -> bool:
    """Whether something was decided, or dropped."""
    if drop.is_bound:
        why = drop.cleaned_data["dropped"] if drop.is_valid() else ""
        return bool(why) and drop.succeeds(
            lambda: hearing_drop(actor=actor, hearing=row, weighed=why)
        )
    return form.is_valid() and form.succeeds(lambda: form.decide(actor, row, key))


def _usual() -> date:
    return soonest_answer(clock.today())


def _ready(row: Hearing) -> bool:
    """Whether it may be decided: the answer is there, or its day has passed."""
    return row.ended_at is None and (row.answered_at is not None or row.answer_by < clock.today())


def _begun(row: Hearing) -> dict[str, str]:
    """The letter begun from what was asked and answered, in the citizen's language."""
    tongue, phone = language_of(row.citizen.person.language), settings.STAASTED.office_phone
    with speaking(tongue):
        values = {"name": row.citizen.person.name, "facts": row.facts, "section": row.section}
        values |= {"answer": row.answer or text("hearings.no_answer"), "intends": row.intends}
        return {
            "title": text("hearings.letter.title"),
            "body": text("hearings.letter.body", **values),
            "decision": "employment",
            "complain": complaints()["employment"].words.how.format(phone=phone),
            "language": tongue.value,
        }
