"""A partner closes a conversation they held alone: outcome, minutes and a note.

The next contact is agreed between the citizen and their coach: what was in force stays.
"""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, partners_own
from staasted.apps.citizens.staff_access import invited
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Outcome
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room

OUTCOMES = (Outcome.HELD, Outcome.NOT_MET, Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)
LONGEST = 480  # minutes: nobody's conversation lasts longer than a working day


class PartnerClosingForm(StaffForm):
    """Outcome, minutes and note."""

    words = "partner.closing.field"

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST, required=False)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        most = catalog().policy["note_characters"]
        self.fields["outcome"].choices = [
            (o.value, text(f"ui.outcome.{o.value}")) for o in OUTCOMES
        ]
        self.fields["note"].validators.append(
            MaxLengthValidator(most, message=text("letters.write.hint", most=most))
        )

    def clean(self) -> dict[str, object]:
        """A conversation that was held has minutes."""
        sent = super().clean()
        if sent.get("outcome") == Outcome.HELD and not sent.get("minutes"):
            self.add_error("minutes", text("partner.closing.field.minutes.error"))
        return sent

    def close(self, actor: Actor, booking: Booking) -> None:
        """Errors: as ``conversation_close``."""
        sent = self.cleaned_data
        outcome = Outcome(sent["outcome"])
        minutes = sent["minutes"] if outcome is Outcome.HELD else None
        closing = Closing(outcome, minutes, sent["note"], None)
        conversation_close(actor=actor, booking=booking, closing=closing)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.PARTNER)
def partner_close(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Register what became of a conversation one held."""
    booking = partners_own(actor, invited(actor, on=clock.today()), public_id)
    lasts = int((booking.ends_at - booking.starts_at).total_seconds() // 60)
    form = PartnerClosingForm(request.POST or None, initial={"minutes": lasts})
    if form.is_valid() and form.succeeds(lambda: form.close(actor, booking)):
        return returned(request, text("partner.closing.done"), "partner")
    shown = {"booking": booking, "form": form}
    return page(request, "partner/closing.html", shown, status=form.status)
