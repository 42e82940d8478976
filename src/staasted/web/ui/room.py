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

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
RoomView = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def room(role: Role) -> Callable[[RoomView[P]], View[P]]:
    """Make a view of a room: it gets the actor, who acts in ``role``. Errors: AccessRefused."""

    def dress(view: RoomView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_login(request)
            if request.acting is None:
                return redirect("choose_role")
            return view(request, role_require(request.acting.actor, role), *args, **kwargs)

        guarded.room = role  # tells whoever logs in whether a saved address is theirs
        return guarded

    return dress


def _to_login(request: HttpRequest) -> HttpResponse:
    onward = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return redirect(f"{reverse('login')}?{onward}" if onward else reverse("login"))
