"""Spørgsmål om navne: what citizens have asked about the log, by when, and the answer."""

from collections.abc import Sequence

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.insight.access import names_behind, request_waiting, requests_waiting
from staasted.apps.insight.services import name_answer
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.sights import why_said


class AnswerForm(forms.Form):
    """What the citizen will read."""

    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        most, field = catalog().policy["name_answer_characters"], self.fields["answer"]
        wrong = text("lead.names.error", most=most)
        field.label, field.help_text = text("lead.names.label"), text("lead.names.hint")
        field.error_messages["required"] = wrong
        field.validators.append(MaxLengthValidator(most, message=wrong))


@never_cache
@require_safe
@room(Role.LEAD)
def name_requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for an answer, the soonest due first."""
    waiting = list(requests_waiting(actor))
    shown = {"waiting": waiting, "today": clock.today(), "why": why_said}
    return page(request, "lead/name_requests.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def name_request(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Who stood behind the line, and the answer to the citizen."""
    held = request_waiting(actor, public_id)
    names = names_behind(held)
    form = AnswerForm(request.POST or None, initial={"answer": _proposed(names)})
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        name_answer(actor=actor, held=held, answer=answer, now=clock.now())
        return redirect("name_requests")
    shown = {"held": held, "names": names, "form": form, "why": why_said(held.purpose)}
    return page(request, "lead/name_request.html", shown, status=400 if form.errors else 200)


def _proposed(names: Sequence[str]) -> str:
    return text("lead.names.proposed", names=", ".join(names)) if names else ""
