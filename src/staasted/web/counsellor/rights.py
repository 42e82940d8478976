"""Rettelser og indsigelser, the other side: what waits, by when, and the answer in writing.

The coach answers corrections, the lead objections: one page for both, each with their own list.
"""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.org.clock import clock
from staasted.apps.rights.access import right_waiting, rights_read, rights_waiting
from staasted.apps.rights.kinds import ANSWERS, RightState
from staasted.apps.rights.services import rights_answer
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class AnswerForm(forms.Form):
    """The outcome, and what the citizen will read."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        most = catalog().policy["rights_characters"]
        outcome, words = self.fields["outcome"], self.fields["words"]
        outcome.choices = [
            (each.value, text(f"rights.word.state.{each.value}")) for each in ANSWERS
        ]
        outcome.error_messages = dict.fromkeys(
            ("required", "invalid_choice"), text("rights.answer.choose")
        )
        words.help_text = text("rights.answer.hint", most=most)
        words.error_messages["required"] = text("rights.answer.missing")
        words.validators.append(MaxLengthValidator(most, message=words.help_text))
        for name, field in self.fields.items():
            field.label = text(f"rights.answer.{name}")


@never_cache
@require_safe
@room(Role.COUNSELLOR, Role.LEAD)
def rights_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What this actor is to answer, the soonest due first."""
    listed = page_asked(request, rights_waiting(actor, on=clock.today()))
    rows = rights_read(actor, listed.object_list)
    shown = {"rows": rows, "listed": listed, "today": clock.today()}
    return page(request, "counsellor/rights.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.LEAD)
def right(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One request with its answer's form."""
    row = right_waiting(actor, public_id, on=clock.today())
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(actor, public_id, form):
        return redirect("rights_list")
    hints = {each.value: text(f"rights.answer.outcome_hint.{each.value}") for each in ANSWERS}
    shown = {"row": row, "form": form, "hints": hints, "today": clock.today()}
    return page(request, "counsellor/right.html", shown, status=400 if form.errors else 200)


def _sent(actor: Actor, public_id: str, form: AnswerForm) -> bool:
    sent = form.cleaned_data
    outcome = RightState(sent["outcome"])
    try:
        rights_answer(
            actor=actor,
            public_id=public_id,
            outcome=outcome,
            answer=sent["words"],
            now=clock.now(),
        )
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True
