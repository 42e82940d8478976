"""The two buttons of a feed: another address, and none. The address is shown once."""

from django.http import HttpRequest
from django.urls import reverse

from staasted.apps.audit.actor import Actor
from staasted.apps.calendars.feeds import feed_end, feed_make

ACT, MAKE, END = "kalender", "lav", "luk"


def feed_changed(request: HttpRequest, actor: Actor) -> str:
    """Do what the button says; the new address, "" where none was made."""
    act = request.POST.get(ACT, "")
    if act == MAKE:
        secret = feed_make(actor=actor)
        return request.build_absolute_uri(reverse("calendar_feed", kwargs={"secret": secret}))
    if act == END:
        feed_end(actor=actor)
    return ""
