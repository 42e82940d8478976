"""Det talte vi om: what the coach wrote of each conversation, and saying that it was not so."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.telling_after import not_so_say
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.spoken import spoken_in


class NotSoForm(StaffForm):
    """Which words it is about, and how it was."""

    words = "after_talk.not_so"

    samtale = forms.CharField(widget=forms.HiddenInput)
    ord = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        most = catalog().policy["plain_words_characters"]
        self.fields["ord"].validators.append(MaxLengthValidator(most))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def spoken(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was said of each conversation; what one says against it goes to the coach."""
    case = own_case(actor, on=clock.today())
    form = NotSoForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.succeeds(lambda: _say(actor, case, form)):
        return went(request, text("after_talk.yours.sent"), "spoken")
    shown = {"form": form} | spoken_in(case)
    return page(request, "citizen/spoken.html", shown, status=form.status)


def _say(actor: Actor, case: Citizen, form: NotSoForm) -> None:
    sent = form.cleaned_data
    of = {"public_id": sent["samtale"], "words": sent["ord"], "now": clock.now()}
    not_so_say(actor=actor, citizen=case, **of)
