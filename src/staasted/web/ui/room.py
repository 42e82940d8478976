"""The door of a room: one role comes in, others are refused, strangers are sent to log in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require

ROLE_KEY = "role"
PURPOSE_KEY = "purpose"
ACTS_FOR_KEY = "acts_for"
KEPT_KEY = "kept"
"""What the sitting remembers: the role, why colleagues' cases are opened, whom one acts for, and
the addresses of forms that were kept."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
RoomView = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def room(*roles: Role) -> Callable[[RoomView[P]], View[P]]:
    """Make a view of a room: it gets the actor, in one of these roles. Errors: AccessRefused.

    The room is the first one's; a representative comes into the citizen's.
    """

    def dress(view: RoomView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_login(request)
            if request.acting is None:
                return redirect("choose_role")
            return view(request, role_require(request.acting.actor, *roles), *args, **kwargs)

        guarded.rooms = roles  # tells whoever logs in whether a saved address is theirs
        return guarded

    return dress


def _to_login(request: HttpRequest) -> HttpResponse:
    onward = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return redirect(f"{reverse('login')}?{onward}" if onward else reverse("login"))
