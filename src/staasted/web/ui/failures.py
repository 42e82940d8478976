"""The pages that say what went wrong, why, and what to do next.

Django hands each an exception or a reason; no page shows it, since it may say too much.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from staasted.core.errors import DomainError
from staasted.web.ui.page import framed, page
from staasted.web.ui.saying import Refusal, said


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """Answer 400: we could not read what was sent."""
    return page(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """Answer 403: one's role does not open this page."""
    return page(request, "errors/403.html", status=403)


def beyond_reach(request: HttpRequest) -> HttpResponse:
    """Answer 403: one may look at the case, and not act on it."""
    return page(request, "errors/403_reach.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer 403: the form's safety mark is missing or old."""
    return page(request, "errors/403_form.html", status=403)


def page_not_found(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """Answer 404: nothing lies at this address, or nothing one may know of."""
    return page(request, "errors/404.html", status=404)


RETRY_AFTER = 30  # seconds; source: docs/benchmarks.md, `faults`


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database anything, not even who is asking.

    503 where it is the database that does not answer, or cannot write: that passes.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _away(request)
    return framed(request, "errors/500.html", acting=None, context=None, status=500)


def _away(request: HttpRequest) -> HttpResponse:
    response = framed(request, "errors/503.html", acting=None, context=None, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def refusal(request: HttpRequest, said: Refusal, *, onward: str = "") -> HttpResponse:
    """Answer 409: the act is refused; say what happened, why, and what to do next.

    ``onward`` is the address of what it was about, where there is one.
    """
    return page(request, "errors/409.html", {"said": said, "onward": onward}, status=409)


def too_often(request: HttpRequest, error: DomainError, *, seconds: int) -> HttpResponse:
    """Answer 429: wait so many seconds; what was sent is not done."""
    response = page(request, "errors/429.html", {"said": said(error)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer 405: the address is right, what was done with it is not."""
    response = page(request, "errors/405.html", status=405)
    response["Allow"] = allowed
    return response
