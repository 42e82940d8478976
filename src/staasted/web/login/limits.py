"""What may be done only so often, at which address: one table, and one page that says wait."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from staasted.apps.org.rates import Purpose, TooOften, rate_take
from staasted.web.login.devices import address_of
from staasted.web.ui.failures import too_often


@dataclass(frozen=True)
class Limit:
    """What is counted: a POST, or a GET that holds a word to search for."""

    purpose: Purpose
    method: str = "POST"
    field: str = ""
    unless: str = ""

    def counts(self, request: HttpRequest) -> bool:
        """Whether this request is one more."""
        sent = request.POST if self.method == "POST" else request.GET
        if request.method != self.method or (self.unless and sent.get(self.unless)):
            return False
        return not self.field or bool(sent.get(self.field, "").strip())


SEARCH = Limit(Purpose.SEARCH, method="GET", field="navn")
LOG_IN = Limit(Purpose.LOG_IN)
LIMITS: dict[str, Limit] = {
    "caseload": SEARCH,
    "team": SEARCH,
    "desk": SEARCH,
    "login": LOG_IN,
    "login_depart": Limit(Purpose.LOG_IN, method="GET"),
    "login_receive": LOG_IN,
    "login_local": Limit(Purpose.LOG_IN, unless="passkey"),  # never made to wait: decision 0017
    "login_local_code": LOG_IN,
    "login_local_setup": LOG_IN,
    "login_local_factor": Limit(Purpose.LOG_IN, unless="passkey"),
    "open_for_a_reason": Limit(Purpose.OPENING),
    "import_new": Limit(Purpose.UPLOAD),
    "ask_name": Limit(Purpose.NAME),
}
"""By the name of the address. A citizen's own times and answers never stand here (0022)."""


class LimitMiddleware:
    """Answers 429 where a thing has been done too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _named: object
    ) -> HttpResponse | None:
        """Count it, and answer instead of the view where there is no room left."""
        limit = LIMITS.get(request.resolver_match.url_name or "")
        if limit is None or not limit.counts(request):
            return None
        who = request.acting.actor.ref if request.acting else address_of(request)
        try:
            rate_take(purpose=limit.purpose, who=who, now=request.wall)
        except TooOften as refused:
            return too_often(request, refused, seconds=refused.seconds)
        return None
