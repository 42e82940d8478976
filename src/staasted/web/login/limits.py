"""What may be done only so often, at which address: one table, and one page that says wait."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict

from staasted.apps.citizens.asking import By, asked_for
from staasted.apps.org.rates import Purpose, TooOften, rate_take
from staasted.web.login.devices import address_of
from staasted.web.ui.failures import too_often
from staasted.web.ui.finding import IN_ADDRESS, TYPED


def _always(sent: QueryDict) -> bool:  # noqa: ARG001
    return True


def _names_somebody(sent: QueryDict) -> bool:
    return bool(sent.get(IN_ADDRESS, "").strip())


def _asks_by_number(sent: QueryDict) -> bool:
    """A name is sent on to an address, and counted there."""
    asked = asked_for(sent.get(TYPED, ""))
    return not asked.in_address and asked.by is not By.NOTHING


def _gives_number(sent: QueryDict) -> bool:
    return bool(sent.get("cpr", "").strip())


def _no_passkey(sent: QueryDict) -> bool:
    return not sent.get("passkey")


@dataclass(frozen=True)
class Limit:
    """What is counted: requests of one method whose fields say so."""

    purpose: Purpose
    method: str = "POST"
    when: Callable[[QueryDict], bool] = _always

    def counts(self, request: HttpRequest) -> bool:
        """Whether this request is one more."""
        sent = request.POST if self.method == "POST" else request.GET
        method = "GET" if request.method == "HEAD" else request.method  # it asks for the same
        return method == self.method and self.when(sent)


SEARCH = Limit(Purpose.SEARCH, "GET", _names_somebody)
NUMBER = Limit(Purpose.SEARCH, "POST", _asks_by_number)
LOG_IN = Limit(Purpose.LOG_IN)
LOG_IN_BY_WORD = Limit(Purpose.LOG_IN, "POST", _no_passkey)  # a passkey never waits: decision 0017
LIMITS: dict[str, tuple[Limit, ...]] = {
    "caseload": (SEARCH,),
    "team": (SEARCH,),
    "find": (SEARCH, NUMBER),
    "desk": (SEARCH, NUMBER),
    "helpers": (Limit(Purpose.SEARCH, "POST", _gives_number),),
    "login": (LOG_IN,),
    "login_depart": (Limit(Purpose.LOG_IN, "GET"),),
    "login_receive": (LOG_IN,),
    "login_local": (LOG_IN_BY_WORD,),
    "login_local_code": (LOG_IN,),
    "login_local_setup": (LOG_IN,),
    "login_local_factor": (LOG_IN_BY_WORD,),
    "open_for_a_reason": (Limit(Purpose.OPENING),),
    "import_new": (Limit(Purpose.UPLOAD),),
    "calendar_add": (Limit(Purpose.UPLOAD),),
    "ask_name": (Limit(Purpose.NAME),),
    "idea_new": (Limit(Purpose.IDEA),),
    "contact_details": (Limit(Purpose.CONTACT),),
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
        limits = LIMITS.get(request.resolver_match.url_name or "", ())
        limit = next((each for each in limits if each.counts(request)), None)
        if limit is None:
            return None
        who = request.acting.actor.ref if request.acting else address_of(request)
        try:
            rate_take(purpose=limit.purpose, who=who, now=request.wall)
        except TooOften as refused:
            return too_often(request, refused, seconds=refused.seconds)
        return None
