"""What a citizen was told of conversations, and the answer where they say it was not so."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.conversations.telling_after import not_so_answer
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.spoken import spoken_in


class AnswerForm(StaffForm):
    """Which words it is about, and the answer the citizen reads."""

    words = "after_talk.answering"

    samtale = forms.CharField(widget=forms.HiddenInput)
    ord = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        most = catalog().policy["plain_words_characters"]
        self.fields["ord"].validators.append(MaxLengthValidator(most))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_spoken(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The same words the citizen reads; what they say against them is answered here."""
    doing = Doing.ACT if request.method == "POST" else Doing.READ
    case = citizen_reached(actor, public_id, on=clock.today(), doing=doing)
    form = AnswerForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.succeeds(lambda: _answer(actor, case, form)):
        done = text("after_talk.staff.answered")
        return went(request, done, "citizen_spoken", public_id=public_id)
    shown = {"case": case, "form": form} | spoken_in(case)
    return page(request, "counsellor/spoken.html", shown, status=form.status)


def _answer(actor: Actor, case: Citizen, form: AnswerForm) -> None:
    sent = form.cleaned_data
    of = {"public_id": sent["samtale"], "words": sent["ord"], "now": clock.now()}
    not_so_answer(actor=actor, citizen=case, **of)
