"""Going back to an earlier step: never without a line that says why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def returned(request: HttpRequest, why: str, to: str, **where: str) -> HttpResponse:
    """Redirect to a route by name, or an address, where ``why`` stands on top of the page."""
    messages.info(request, why)
    return redirect(to, **where)


def whys(request: HttpRequest) -> list[str]:
    """The lines that wait to be shown, each once; empty where no middleware ran."""
    return [str(each) for each in messages.get_messages(request)]
