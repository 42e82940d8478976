"""Nyt fra borgerne: what citizens have told of their situation, and what is found of it."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.situations.access import (
    SituationChange,
    files_beside,
    situation_waiting,
    situations_listed,
    situations_read,
)
from staasted.apps.situations.services import PAPER, situation_confirm, situation_refuse
from staasted.apps.situations.states import SituationState
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, said
from staasted.web.ui.situations import changes, lines, told_of

CONFIRM, REFUSE, SEEN = "confirm", "refuse", "seen"


class FoundForm(forms.Form):
    """What is found, what was shown, and what the citizen will read."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    paper = forms.CharField(required=False, max_length=PAPER)
    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, row: SituationChange, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        waits = row.state == SituationState.WAITING
        if not (waits and catalog().situations[row.kind].words.paper):
            del self.fields["paper"]
        most = catalog().policy["situation_characters"]
        outcome = self.fields["outcome"]
        outcome.choices = [
            (each, text(f"situations.outcome.{each}"))
            for each in ((CONFIRM, REFUSE) if waits else (SEEN,))
        ]
        if not waits:
            outcome.initial = SEEN
        wrong = dict.fromkeys(("required", "invalid_choice"), text("situations.staff.choose"))
        outcome.error_messages |= wrong
        hint = text("situations.staff.words_hint", most=most)
        self.fields["words"].help_text = hint
        self.fields["words"].validators.append(MaxLengthValidator(most, message=hint))
        for name, field in self.fields.items():
            field.label = text(f"situations.staff.{name}")


@never_cache
@require_safe
@room(Role.COUNSELLOR, Role.LEAD)
def situations_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What this actor is to confirm or to see, the oldest first."""
    listed = page_asked(request, situations_listed(actor, on=clock.today()))
    rows = situations_read(actor, listed.object_list)
    shown = {"rows": rows, "listed": listed, "known": catalog().situations}
    return page(request, "counsellor/situations.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.LEAD)
def situation_seen(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One change, what it would do, and the form of what is found."""
    row = situation_waiting(actor, public_id, on=clock.today())
    if row.kind not in catalog().situations:
        raise Http404
    form = FoundForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid() and _found(actor, row, form):
        return redirect("situations_list")
    shown = _shown(row) | {"form": form}
    return page(request, "counsellor/situation.html", shown, status=400 if form.errors else 200)


def _shown(row: SituationChange) -> dict[str, object]:
    told, waits = told_of(row), row.state == SituationState.WAITING
    course = course_of(row.citizen, on=clock.today()) if waits else None
    effect = changes(course, told.as_law(clock.today()), reader=Reader.STAFF) if course else []
    shown = {"row": row, "kind": told.kind, "lines": lines(told), "changes": effect}
    return shown | {"beside": files_beside(row)}


def _found(actor: Actor, row: SituationChange, form: FoundForm) -> bool:
    sent = form.cleaned_data
    act = {"actor": actor, "public_id": row.public_id, "answer": sent["words"], "now": clock.now()}
    try:
        if sent["outcome"] == REFUSE:
            situation_refuse(**act)
        else:
            situation_confirm(**act, paper=sent.get("paper", ""))
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True
