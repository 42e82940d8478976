"""Going back to an earlier step: never without a line that says why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def returned(request: HttpRequest, why: str, to: str, **where: str) -> HttpResponse:
    """Redirect to a route by name, or an address, where ``why`` stands on top of the page."""
    messages.info(request, why)
    return turned_back(request, to, **where)


def went(request: HttpRequest, what: str, to: str, **where: str) -> HttpResponse:
    """Redirect after what was sent is taken, where ``what`` says so on top of the page."""
    messages.info(request, what)
    return redirect(to, **where)


def turned_back(request: HttpRequest, to: str, **where: str) -> HttpResponse:
    """Redirect to a page that says why by itself; what was sent is not taken."""
    request.turned_back = True
    return redirect(to, **where)


def throw_out(request: HttpRequest) -> None:
    """Remember that the view refused its reader, whatever they are answered with."""
    request.thrown_out = True


def thrown_out(request: HttpRequest) -> bool:
    """Whether the view refused its reader."""
    return getattr(request, "thrown_out", False)


def taken(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a form was accepted: its view led on, and did not lead back."""
    refused = thrown_out(request) or getattr(request, "turned_back", False)
    return led_on(response) and not refused


def led_on(response: HttpResponse) -> bool:
    """Whether the answer is another address."""
    return isinstance(response, HttpResponseRedirectBase)


def ours_or_home(request: HttpRequest, onward: str) -> str:
    """The address asked for, where it is one of ours; else the front page."""
    ours = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    if not ours or not onward.startswith("/"):
        return reverse("home")
    return onward


def whys(request: HttpRequest) -> list[str]:
    """The lines that wait to be shown, each once; empty where no middleware ran."""
    return [str(each) for each in messages.get_messages(request)]
