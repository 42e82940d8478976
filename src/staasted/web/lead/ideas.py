"""Idéer og fejl: what waits for an answer, the answer, and what everybody is told has changed."""

from enum import StrEnum
from typing import TypeVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.ideas.access import Seen, changes_shown, idea_read, ideas_for, ideas_read
from staasted.apps.ideas.kinds import ANSWERS, WAITS, IdeaKind, IdeaState, Side
from staasted.apps.ideas.services import (
    Publication,
    change_publish,
    change_take_down,
    idea_answer,
    idea_look_at,
)
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned, went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

Word = TypeVar("Word", bound=StrEnum)
ANSWERED = "besvaret"
"""What the address asks for to see those that have their answer."""


class AnswerForm(StaffForm):
    """The outcome, and what the sender will read."""

    words = "ideas.field"
    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.value, text(f"ideas.state.{each.value}")) for each in ANSWERS]
        self.fields["outcome"].choices = choices
        bounded(self.fields["answer"])


class PublishForm(StaffForm):
    """What was said and what changed, in the lead's own words."""

    words = "ideas.field"
    said = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    changed = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    said_en = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    changed_en = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            bounded(field)


def bounded(field: forms.Field) -> None:
    """No longer than the policy says, in words."""
    most = catalog().policy["idea_characters"]
    told = text("ideas.answer.long", most=most)
    field.validators.append(MaxLengthValidator(most, message=told))


@never_cache
@require_safe
@room(Role.LEAD)
def ideas(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Those that wait, the soonest due first; or those answered. By kind, and by whose side."""
    kind, side = _asked(request, "slags", IdeaKind), _asked(request, "fra", Side)
    answered = request.GET.get("vis") == ANSWERED
    rows = ideas_for(actor, answered=answered, kind=kind, side=side)
    listed = page_asked(request, rows)
    shown = {
        "seen": ideas_read(actor, listed.object_list, on=clock.today()),
        "listed": listed,
        "answered": answered,
        "chosen": {"vis": ANSWERED if answered else "", "slags": kind or "", "fra": side or ""},
        "today": clock.today(),
    }
    return page(request, "lead/ideas.html", shown | _choices())


def _asked(request: HttpRequest, name: str, words: type[Word]) -> Word | None:
    """The word the address asks for; None where it knows no such word."""
    told = request.GET.get(name, "")
    return words(told) if told in list(words) else None


def _choices() -> dict[str, object]:
    """What the list can be narrowed down by."""
    any_of = {"value": "", "text": text("ideas.list.all")}
    return {
        "which": [
            {"value": "", "text": text("ideas.list.waiting")},
            {"value": ANSWERED, "text": text("ideas.list.answered")},
        ],
        "kinds": [any_of, *(_choice("ideas.kind", each) for each in IdeaKind)],
        "sides": [any_of, *(_choice("ideas.side", each) for each in Side)],
    }


def _choice(words: str, slug: StrEnum) -> dict[str, str]:
    return {"value": slug.value, "text": text(f"{words}.{slug.value}")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def idea(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One idea: say that it is being looked at, or answer it."""
    if "ser-paa" in request.POST:
        return _looked_at(request, actor, public_id)
    seen = idea_read(actor, public_id, on=clock.today())
    form = AnswerForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.succeeds(lambda: _answer(actor, public_id, form)):
        if form.cleaned_data["outcome"] == IdeaState.DONE:  # on to telling everybody
            return went(request, text("ideas.answer.sent"), "idea_publish", public_id=public_id)
        return went(request, text("ideas.answer.sent"), "ideas")
    hints = {each.value: text(f"ideas.answer.outcome_hint.{each.value}") for each in ANSWERS}
    shown = _one(seen) | {"form": form, "hints": hints}
    return page(request, "lead/idea.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def publish(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Tell everybody what an idea has changed, in words of one's own."""
    seen = idea_read(actor, public_id, on=clock.today())
    if seen.idea.state != IdeaState.DONE or seen.idea.change:
        return redirect("idea", public_id=public_id)
    form = PublishForm(request.POST or None)

    def tell() -> object:
        words = Publication(**form.cleaned_data)
        return change_publish(actor=actor, public_id=public_id, publication=words, now=clock.now())

    if form.is_bound and form.is_valid() and form.succeeds(tell):
        return went(request, text("ideas.publish.done"), "what_changed")
    return page(request, "lead/idea_publish.html", {"seen": seen, "form": form}, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.LEAD)
def changes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What everybody can read, to take something down that should not have been said."""
    if request.method == "POST":
        public_id = request.POST.get("tag-ned", "")
        change_take_down(actor=actor, public_id=public_id, now=clock.now())
        return went(request, text("ideas.kept.down"), "changes")
    listed = page_asked(request, changes_shown())
    return page(request, "lead/changes.html", {"changes": listed.object_list, "listed": listed})


def _looked_at(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    try:
        idea_look_at(actor=actor, public_id=public_id, now=clock.now())
    except DomainError as refused:
        return returned(request, str(said(refused)), "idea", public_id=public_id)
    return went(request, text("ideas.answer.looking"), "idea", public_id=public_id)


def _answer(actor: Actor, public_id: str, form: AnswerForm) -> object:
    outcome, words = IdeaState(form.cleaned_data["outcome"]), form.cleaned_data["answer"]
    return idea_answer(
        actor=actor, public_id=public_id, outcome=outcome, answer=words, now=clock.now()
    )


def _one(seen: Seen) -> dict[str, object]:
    waits = seen.idea.state in WAITS
    return {"seen": seen, "row": seen.idea, "waits": waits, "today": clock.today()}
