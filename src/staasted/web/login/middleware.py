"""Who acts in this request, at which moment, and the one log row about whom was read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.access import (
    AccessRefused,
    ActsForNeeded,
    BeyondReach,
    CaseClosed,
    NotYours,
    PurposeNeeded,
)
from staasted.apps.org.clock import COPENHAGEN, clock, demo_time
from staasted.apps.org.selectors import actor_of, roles_held
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.failures import (
    beyond_reach,
    method_not_allowed,
    page_not_found,
    permission_denied,
    refusal,
)
from staasted.web.ui.returning import throw_out
from staasted.web.ui.room import ACTS_FOR_KEY, PURPOSE_KEY, ROLE_KEY
from staasted.web.ui.saying import said

METHOD_NOT_ALLOWED = 405
PURPOSES = {
    Role.CITIZEN: "own_case",
    Role.REPRESENTATIVE: "representation",
    Role.COUNSELLOR: "follow_up",
    Role.FRONT_DESK: "booking_on_behalf",
    Role.LEAD: "level_of_effort",
    Role.PARTNER: "partner_course",
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
        user, request.wall = request.user, clock.wall()  # a sitting passes in a demo too
        demo = user.demo_now if user.is_authenticated else demo_time()
        request.demo_day = demo.astimezone(COPENHAGEN).date() if demo else None
        with clock.pinned(clock.given(demo)):
            request.acting = acting_of(request)
            response = self._read(request)
        if response.status_code == METHOD_NOT_ALLOWED and not response.content:
            response = method_not_allowed(request, response["Allow"])
        if request.acting is not None or user.is_authenticated:
            # The header says who is logged in: no page of theirs outlives the sitting.
            add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Refusals become pages; the same page whether an id exists or not."""
        throw_out(request)
        for kind, answer in ANSWERS:
            if isinstance(error, kind):
                return answer(request, error)
        return None

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


def _ask_first(request: HttpRequest, where: str) -> HttpResponse:
    """Send somebody to say what for, or for whom, and back to where they were."""
    onward = request.get_full_path() if request.method == "GET" else request.path
    return redirect(f"{reverse(where)}?{urlencode({'next': onward})}")


ANSWERS: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (PurposeNeeded, lambda request, _: _ask_first(request, "purpose")),
    (ActsForNeeded, lambda request, _: _ask_first(request, "representing")),
    (CaseClosed, lambda *_: redirect("closed_course")),
    (BeyondReach, lambda request, _: beyond_reach(request)),
    (AccessRefused, permission_denied),
    (NotYours, page_not_found),
    (DomainError, lambda request, error: refusal(request, said(error))),
)
"""What a refusal is answered with; the nearest kind comes first."""


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
    return Acting(_actor(request, Role(chosen)), can_switch=len(held) > 1)


def _actor(request: HttpRequest, role: Role) -> Actor:
    """Whoever has logged in, in a role, with what they have said in this sitting."""
    said_here = request.session.get
    purpose, acts_for = said_here(PURPOSE_KEY, ""), said_here(ACTS_FOR_KEY, "")
    return actor_of(request.user, role, purpose=purpose, acts_for=acts_for)
