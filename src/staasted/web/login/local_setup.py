"""Setting a login of the house's own up, once: a password of one's own, and a second factor."""

import json

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.org.local_login import (
    PROVIDER,
    LocalLogin,
    passkey_add,
    setup_finish,
    setup_open,
    setup_pending,
)
from staasted.apps.org.second_factor import new_secret, passkey_options, secret_shown
from staasted.apps.org.services import left_refuse
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports.identity import LoginRefused
from staasted.web.login.devices import remember, where_from
from staasted.web.login.local import FORMS, attempted, entered, sent_passkey
from staasted.web.ui.page import page
from staasted.web.ui.saying import said

SETUP = "local_setup"


@never_cache
@require_http_methods(FORMS)
def setup(request: HttpRequest) -> HttpResponse:
    """Name, the code from the command line, and a password of one's own."""
    if request.method == "POST":
        return attempted(request, _opened, setup_page)
    return setup_page(request)


@never_cache
@require_http_methods(FORMS)
def setup_factor(request: HttpRequest) -> HttpResponse:
    """An app that makes codes, or a passkey; then the spare codes, shown once."""
    pending = _pending(request)
    if pending is None:
        return redirect("login_local_setup")
    if request.method == "POST":
        return attempted(request, lambda sent: _finished(sent, pending), factor_page)
    return factor_page(request)


@never_cache
@require_http_methods(FORMS)
def add_passkey(request: HttpRequest) -> HttpResponse:
    """One passkey more, for who is logged in with a login of the house's own."""
    user = request.user
    if not user.is_authenticated or user.provider != PROVIDER:
        return redirect("login")
    if request.method == "POST":
        return attempted(request, _added, passkey_page)
    return passkey_page(request)


def setup_page(
    request: HttpRequest, *, error: DomainError | None = None, status: int = 200
) -> HttpResponse:
    """The first step, again where something was wrong."""
    shown = {
        "error": said(error) if error else None,
        "username": request.POST.get("username", ""),
    }
    return page(request, "login/local_setup.html", shown, status=status)


def factor_page(
    request: HttpRequest, *, error: DomainError | None = None, status: int = 200
) -> HttpResponse:
    """The second step: the app's secret as text and picture, and a passkey's button."""
    pending = _pending(request)
    if pending is None:  # used up or renewed this moment
        return redirect("login_local_setup")
    account = pending.account
    secret, picture = secret_shown(account, request.session[SETUP]["secret"])
    shown = {
        "error": said(error) if error else None,
        "secret": secret,
        "picture": picture,
        "passkey": json.dumps(passkey_options(account)),
    }
    return page(request, "login/local_factor.html", shown, status=status)


def passkey_page(
    request: HttpRequest,
    *,
    error: DomainError | None = None,
    status: int = 200,
    added: bool = False,
) -> HttpResponse:
    """A passkey more."""
    shown = {
        "error": said(error) if error else None,
        "added": added,
        "passkey": json.dumps(passkey_options(request.user)),
    }
    return page(request, "login/local_passkey.html", shown, status=status)


def _pending(request: HttpRequest) -> LocalLogin | None:
    """The set-up this browser opened, while the code that opened it is still the one."""
    held = request.session.get(SETUP, {})
    return setup_pending(held.get("login", 0), held.get("opened_by", ""))


def _opened(request: HttpRequest) -> HttpResponse:
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    pending = setup_open(
        username=username, code=request.POST.get("code", ""), where=where_from(request, username)
    )
    try:
        validate_password(password)
    except ValidationError:
        raise LoginRefused("login_password_weak") from None
    request.session.cycle_key()
    request.session[SETUP] = {
        "login": pending.pk,
        "opened_by": pending.setup_hash,
        "password": make_password(password),
        "secret": new_secret(),
    }
    return redirect("login_local_factor")


def _finished(request: HttpRequest, pending: LocalLogin) -> HttpResponse:
    held = request.session[SETUP]
    left_refuse(pending.account.person_id)  # before the code is used up
    spare = setup_finish(
        pending,
        password=held["password"],
        sealed=held["secret"],
        code=request.POST.get("code", ""),
        passkey=sent_passkey(request) if request.POST.get("passkey") else None,
        passkey_name=text("login.local.first_passkey"),
    )
    request.session.pop(SETUP)
    entered(request, pending.account)
    response = page(request, "login/local_spare.html", {"codes": spare})
    remember(request, response, pending.username)
    return response


def _added(request: HttpRequest) -> HttpResponse:
    passkey_add(request.user, sent_passkey(request), text("login.local.next_passkey"))
    return passkey_page(request, added=True)
