"""What no person types: refused before any page sees it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from staasted.web.ui.failures import bad_request

NUL = "\x00"  # PostgreSQL stores no such character; SQLite would


class PlainTextMiddleware:
    """Answers 400 where the address or a form holds a NUL, on both databases alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or holds_nul(request.GET) or holds_nul(request.POST):
            return bad_request(request)
        return self.get_response(request)


def holds_nul(sent: QueryDict) -> bool:
    """Whether any name or value holds a NUL."""
    return any(NUL in part for name, values in sent.lists() for part in (name, *values))
