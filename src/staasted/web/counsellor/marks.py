"""Hvem er tæt på borgeren? Whom the case is closed to: marked, and opened to again."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.citizens.kinds import ConflictKind
from staasted.apps.citizens.relating import conflict_end, conflict_mark
from staasted.apps.citizens.selectors import marks_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import people_here
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class MarkForm(forms.Form):
    """Who is close to the citizen, and how."""

    staff = forms.ChoiceField()
    kind = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: object, *, case: Citizen) -> None:
        super().__init__(data)
        self.people = {
            person.public_id: person
            for person in people_here(on=clock.today())
            if person.pk != case.person_id
        }
        for name, field in self.fields.items():
            field.label = text(f"counsellor.marks.label.{name}")
            wrong = text(f"counsellor.marks.error.{name}")
            field.error_messages = dict.fromkeys(field.error_messages, wrong)
        chosen = ("", text("counsellor.marks.choose"))
        named = ((public_id, person.name) for public_id, person in self.people.items())
        self.fields["staff"].choices = [chosen, *named]
        kinds = [(kind.value, text(f"counsellor.marks.kind.{kind}")) for kind in ConflictKind]
        self.fields["kind"].choices = kinds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def marks(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Who the case is closed to; mark somebody, oneself too, and open it again."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    if "slut" in request.POST:
        conflict_end(actor=actor, public_id=request.POST["slut"])
        return redirect("marks", public_id=public_id)
    form = MarkForm(request.POST or None, case=case)
    if form.is_valid() and _marked(actor, case, form):
        if form.people[form.cleaned_data["staff"]].pk == actor.person_id:
            return returned(request, text("counsellor.marks.oneself"), "caseload")
        return redirect("marks", public_id=public_id)
    shown = {"case": case, "form": form, "marks": marks_of(case), "today": clock.today()}
    return page(request, "counsellor/marks.html", shown, status=400 if form.errors else 200)


def _marked(actor: Actor, case: Citizen, form: MarkForm) -> bool:
    """Mark; a refusal becomes the form's own error."""
    sent = form.cleaned_data
    staff, kind = form.people[sent["staff"]], ConflictKind(sent["kind"])
    try:
        conflict_mark(actor=actor, citizen=case, staff=staff, kind=kind, from_on=clock.today())
    except DomainError as refused:
        form.add_error("staff", str(said(refused)))
        return False
    return True
