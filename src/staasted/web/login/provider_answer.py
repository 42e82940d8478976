"""Svar fra et sted: two questions to a provider after a course, behind a link of their own."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.offers.questions import Again, Reached, question_answer, question_read
from staasted.apps.org.clock import clock
from staasted.apps.org.rates import TooOften
from staasted.catalog.texts import text
from staasted.web.login.devices import address_of
from staasted.web.ui.failures import too_often
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page


class AnswerForm(StaffForm):
    """Whether it was reached, and whether they would have another; nothing to write."""

    words = "provider_answer.field"
    reached = forms.ChoiceField(widget=forms.RadioSelect)
    again = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("reached", Reached), ("again", Again)):
            said = [(each.value, text(f"provider_answer.{name}.{each}")) for each in words]
            self.fields[name].choices = said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def provider_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The questions behind a link; 404, always the same, where there are none."""
    form = AnswerForm(request.POST or None)
    asked = {"asked_from": address_of(request), "now": clock.now()}
    try:
        if request.method == "POST" and form.is_valid():
            question_answer(secret, **asked, **_answers(form))
            return page(request, "login/provider_thanks.html")
        shown = {"asked": question_read(secret, **asked), "form": form}
    except TooOften as refused:
        return too_often(request, refused, seconds=refused.seconds)
    return page(request, "login/provider_answer.html", shown, status=form.status)


def _answers(form: AnswerForm) -> dict[str, object]:
    sent = form.cleaned_data
    return {"reached": Reached(sent["reached"]), "again": Again(sent["again"])}
