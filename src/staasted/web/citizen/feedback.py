"""Sig, hvordan samtalen var: a few questions nobody can join to whoever answered them."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.feedback.selectors import to_be_asked
from staasted.apps.feedback.services import feedback_decline, feedback_give
from staasted.apps.org.clock import clock
from staasted.apps.org.drafts import NOBODYS
from staasted.catalog.feedback import WORDS, questions
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class FeedbackForm(forms.Form):
    """The catalogue's questions and one field for words; each may be left out."""

    def __init__(self, data: object) -> None:
        super().__init__(data)
        for each in questions():
            choices = [(option.slug, option.words) for option in each.options]
            kind = forms.RadioSelect
            field = forms.ChoiceField(choices=choices, widget=kind, required=False)
            field.label, field.error_messages["invalid_choice"] = (
                each.words,
                text("feedback.choose"),
            )
            self.fields[f"{NOBODYS}{each.slug}"] = field
        most = catalog().policy["feedback_characters"]
        words = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
        words.label, words.help_text = (
            text("feedback.words"),
            text("feedback.words_hint", most=most),
        )
        words.validators.append(MaxLengthValidator(most, message=text("feedback.long", most=most)))
        self.fields[f"{NOBODYS}{WORDS}"] = words

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the slug of the question; once the form is valid."""
        return {name.removeprefix(NOBODYS): told for name, told in self.cleaned_data.items()}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def feedback(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Answer or say no thank you: the same address, the same page after it, the same traces."""
    case = own_case(actor, on=clock.today())
    declines = "nej" in request.POST
    answered = request.method == "POST" and not declines
    form = FeedbackForm(request.POST if answered else None)
    complete = declines or (form.is_bound and form.is_valid())
    if complete and _dealt(actor, case, form, declines=declines):
        return returned(request, text("feedback.thanks"), "my_course")
    asked = to_be_asked(case, now=clock.now())
    purpose = catalog().purposes.get(asked.purpose) if asked else None
    shown = {"form": form, "asked": asked, "purpose": purpose}
    shown["fewest"] = catalog().policy["feedback_fewest"]
    return page(request, "citizen/feedback.html", shown, status=400 if form.errors else 200)


def _dealt(actor: Actor, case: Citizen, form: FeedbackForm, *, declines: bool) -> bool:
    """Whether it is dealt with; a refusal becomes the form's own error."""
    whose = {"actor": actor, "citizen": case, "now": clock.now()}
    try:
        if declines:
            feedback_decline(**whose)
        else:
            feedback_give(answers=form.answers, **whose)
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True
