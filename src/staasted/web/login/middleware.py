"""Who acts in this request, at which moment, and the one log row about whom was read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.access import AccessRefused, NotYours
from staasted.apps.org.clock import COPENHAGEN, clock, demo_time
from staasted.apps.org.selectors import actor_for, roles_held
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.failures import (
    method_not_allowed,
    page_not_found,
    permission_denied,
    refusal,
)
from staasted.web.ui.saying import said

ROLE_KEY = "role"
METHOD_NOT_ALLOWED = 405
PURPOSES = {
    Role.CITIZEN: "own_case",
    Role.COUNSELLOR: "follow_up",
    Role.LEAD: "level_of_effort",
    Role.ADMINISTRATOR: "import",
}


@dataclass(frozen=True, slots=True)
class Acting:
    """The person in the role they act in now, as pages show it."""

    actor: Actor
    can_switch: bool

    @property
    def person_name(self) -> str:
        return self.actor.name

    @property
    def role(self) -> Role:
        return self.actor.role

    @property
    def role_word(self) -> str:
        return text(f"ui.role.{self.actor.role.value}")


class ActingMiddleware:
    """Pins the clock for the request, says who acts, and opens the reading."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        demo = user.demo_now if user.is_authenticated else demo_time()
        request.demo_day = demo.astimezone(COPENHAGEN).date() if demo else None
        with clock.pinned(clock.given(demo)):
            request.acting = acting_of(request)
            response = self._read(request)
        if response.status_code == METHOD_NOT_ALLOWED and not response.content:
            response = method_not_allowed(request, response["Allow"])
        if request.acting is not None:
            # The header says who is logged in: no page of theirs outlives the sitting.
            add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Refusals become pages; the same page whether an id exists or not."""
        if isinstance(error, AccessRefused):
            return permission_denied(request, error)
        if isinstance(error, NotYours):
            return page_not_found(request, error)
        return refusal(request, said(error)) if isinstance(error, DomainError) else None

    def _read(self, request: HttpRequest) -> HttpResponse:
        if request.acting is None:
            return self.get_response(request)
        actor = request.acting.actor
        with reading(
            actor=actor, purpose=PURPOSES[actor.role], page=request.path_info[:60], at=clock.now()
        ) as current:
            response = self.get_response(request)
            match = request.resolver_match
            current.page = match.url_name if match else ""
            return response


def acting_of(request: HttpRequest) -> Acting | None:
    """The acting person, where somebody is logged in and holds the chosen role today."""
    if not request.user.is_authenticated:
        return None
    held = roles_held(request.user, on=clock.today())
    chosen = request.session.get(ROLE_KEY)
    if chosen not in held:
        if len(held) != 1:
            return None
        chosen = request.session[ROLE_KEY] = held[0].value
    actor = actor_for(person=request.user.person, role=Role(chosen))
    return Acting(actor, can_switch=len(held) > 1)
