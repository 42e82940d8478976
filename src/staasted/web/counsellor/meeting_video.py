"""Link til videomødet: written by hand, where nobody else makes it or another is better."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.meetings.selectors import GroupMeeting, meeting_known
from staasted.apps.meetings.video import video_of
from staasted.apps.meetings.video_making import meeting_video_write
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class LinkForm(forms.Form):
    """The link everybody with a seat is sent."""

    link = forms.CharField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["link"].label = text("counsellor.video.label")
        self.fields["link"].help_text = text("counsellor.video.hint")
        self.fields["link"].error_messages["required"] = text("errors.no_weblink.next")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def meeting_video(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """See the link there is, and write another; any coach may, for the holder may be ill."""
    meeting, form = meeting_known(public_id), LinkForm(request.POST or None)
    if form.is_valid() and _written(actor, meeting, form):
        return redirect("office_meeting", public_id=public_id)
    shown = {"meeting": meeting, "video": video_of(meeting), "form": form}
    status = 400 if form.is_bound else 200
    return page(request, "counsellor/meeting_video.html", shown, status=status)


def _written(actor: Actor, meeting: GroupMeeting, form: LinkForm) -> bool:
    """Keep it; a refusal becomes the form's own error."""
    try:
        meeting_video_write(actor=actor, meeting=meeting, address=form.cleaned_data["link"])
    except DomainError as refused:
        form.add_error("link", str(said(refused)))
        return False
    return True
