"""Correcting a closed conversation with a reason, and undoing a closing of today."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, booking_reached
from staasted.apps.conversations.correcting import (
    HELD_HERE,
    Registered,
    conversation_correct,
    conversation_undo,
)
from staasted.apps.conversations.course import recorded_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Outcome
from staasted.core.errors import DomainError
from staasted.web.counsellor.closing_form import CHANNELS, LONGEST
from staasted.web.counsellor.closing_note import note_restore
from staasted.web.ui.addresses import address
from staasted.web.ui.failures import refusal
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

UNDO = "fortryd"
"""The button that takes the closing back, the same day."""


class CorrectionForm(StaffForm):
    """What is to stand there instead, and why."""

    words = "after_talk.correct.field"

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST, required=False)
    channel = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), required=False)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        told, fields = catalog().policy, self.fields
        fields["outcome"].choices = [(e.value, text(f"ui.outcome.{e.value}")) for e in HELD_HERE]
        fields["channel"].choices = [(e.value, text(f"ui.channel.{e.value}")) for e in CHANNELS]
        fields["note"].validators.append(MaxLengthValidator(told["note_characters"]))
        fields["reason"].validators.append(MaxLengthValidator(told["plain_words_characters"]))

    @property
    def registered(self) -> Registered:
        """As the service takes it."""
        sent = self.cleaned_data
        outcome, channel = Outcome(sent["outcome"]), Channel(sent["channel"])
        return Registered(outcome, sent["minutes"], channel, sent["note"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def correct(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What stands there, to be put right or taken back; what stood before stays beside it."""
    booking = booking_reached(actor, public_id, on=clock.today())
    if UNDO in request.POST:
        return _undone(request, actor, booking)
    form = CorrectionForm(request.POST or None, initial=_standing(booking))
    if form.is_bound and form.is_valid() and form.succeeds(lambda: _correct(actor, booking, form)):
        done = text("after_talk.correct.done")
        return went(request, done, "conversation_close", public_id=public_id)
    shown = {"booking": booking, "form": form}
    return page(request, "counsellor/conversation_correct.html", shown, status=form.status)


def _undone(request: HttpRequest, actor: Actor, booking: Booking) -> HttpResponse:
    """Take back the closing; what was written stands in the form again."""
    public_id, before = booking.public_id, _standing(booking)
    here = address("conversation_close", public_id=public_id)
    try:
        conversation_undo(actor=actor, booking=booking, now=clock.now())
    except DomainError as refused:
        return refusal(request, said(refused), onward=here)
    note_restore(actor, public_id, before, at=request.wall)
    return went(request, text("after_talk.undo.done"), here)


def _correct(actor: Actor, booking: Booking, form: CorrectionForm) -> None:
    to, reason = form.registered, form.cleaned_data["reason"]
    conversation_correct(actor=actor, booking=booking, to=to, reason=reason, now=clock.now())


def _standing(booking: Booking) -> dict[str, object]:
    """What was registered; nothing where the conversation is not closed."""
    names = ("outcome", "minutes", "channel", "note")
    return {name: getattr(each, name) for each in recorded_of(booking) for name in names}
