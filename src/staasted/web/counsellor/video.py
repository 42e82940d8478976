"""Link til videosamtalen: written by hand, where nobody else makes it or another is better."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, booking_reached
from staasted.apps.booking.video import room_of
from staasted.apps.booking.video_making import video_write
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class VideoForm(forms.Form):
    """The link, and whether it is what one always uses."""

    link = forms.CharField()
    keep = forms.BooleanField(required=False)

    def __init__(self, *args: object, holds: bool, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["link"].label = text("counsellor.video.label")
        self.fields["link"].help_text = text("counsellor.video.hint")
        self.fields["link"].error_messages["required"] = text("errors.no_weblink.next")
        self.fields["keep"].label = text("counsellor.video.keep")
        self.fields["keep"].help_text = text("counsellor.video.keep_hint")
        if not holds:
            del self.fields["keep"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def video(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """See the link there is, and write another."""
    booking = booking_reached(actor, public_id, on=clock.today())
    form = VideoForm(request.POST or None, holds=booking.counsellor_id == actor.person_id)
    if form.is_valid() and _written(actor, booking, form):
        return redirect("today")
    shown = {"booking": booking, "room": room_of(booking), "form": form}
    status = 400 if form.is_bound else 200
    return page(request, "counsellor/video.html", shown, status=status)


def _written(actor: Actor, booking: Booking, form: VideoForm) -> bool:
    """Keep it; a refusal becomes the form's own error."""
    sent = form.cleaned_data
    try:
        video_write(
            actor=actor, booking=booking, address=sent["link"], keep=sent.get("keep", False)
        )
    except DomainError as refused:
        form.add_error("link", str(said(refused)))
        return False
    return True
