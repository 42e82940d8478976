"""Kalendere: one's own times in another calendar, and another calendar's times here."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.calendars.feeds import feed_of
from staasted.apps.calendars.outside import (
    MOST_EACH,
    NAME_LONGEST,
    calendar_remove,
    calendar_send,
    calendar_tell,
)
from staasted.apps.calendars.selectors import calendars_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.feeds import feed_changed
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

REMOVE = "fjern"
ADDRESS_LONGEST = 2_000


class OutsideForm(forms.Form):
    """A name, and an address or a file."""

    name = forms.CharField(max_length=NAME_LONGEST)
    address = forms.CharField(max_length=ADDRESS_LONGEST, required=False)
    file = forms.FileField(required=False, allow_empty_file=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = text(f"calendars.add.label.{name}")
            wrong = text(f"calendars.add.error.{name}")
            field.error_messages = dict.fromkeys(("required", "invalid", "max_length"), wrong)
        self.fields["address"].help_text = text("calendars.add.address_hint")
        self.fields["address"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> None:
        """Errors: ValidationError where there is neither, or both."""
        sent = self.cleaned_data
        if not self.errors and bool(sent.get("address")) == bool(sent.get("file")):
            self.add_error("address", text("calendars.add.error.one"))

    def added(self, actor: Actor) -> bool:
        """Whether it was taken in; a refusal becomes the field's own error."""
        sent, file = self.cleaned_data, self.cleaned_data.get("file")
        try:
            if file:
                calendar_send(actor=actor, name=sent["name"], chunks=file.chunks())
            else:
                calendar_tell(actor=actor, name=sent["name"], address=sent["address"])
        except DomainError as refused:
            self.add_error("file" if file else "address", str(said(refused)))
        return not self.errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def calendars(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The own feed, and each calendar outside with how it is doing."""
    if REMOVE in request.POST:
        calendar_remove(actor=actor, public_id=request.POST[REMOVE])
        return redirect("calendars")
    address = feed_changed(request, actor)
    shown = {
        "feed": feed_of(actor),
        "address": address,
        "outside": calendars_of(actor, now=clock.now()),
        "most": MOST_EACH,
        "policy": catalog().policy,
    }
    return page(request, "counsellor/calendars.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def calendar_add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tell of a calendar outside, by its address or a file."""
    sent = request.method == "POST"
    form = OutsideForm(request.POST, request.FILES) if sent else OutsideForm()
    if sent and form.is_valid() and form.added(actor):
        return returned(request, text("calendars.add.done"), "calendars")
    shown = {"form": form, "minutes": catalog().policy["calendar_fetch_minutes"]}
    return page(request, "counsellor/calendar_add.html", shown, status=400 if form.errors else 200)
