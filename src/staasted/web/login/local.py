"""Staff with a login of the house's own come in: name and password, then a code or a passkey."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.org.clock import clock
from staasted.apps.org.local_login import code_open, password_open
from staasted.apps.org.second_factor import passkey_asked, passkey_check
from staasted.apps.org.selectors import Account, account_of
from staasted.apps.org.services import left_refuse
from staasted.core.errors import DomainError
from staasted.ports.identity import LoginRefused
from staasted.web.login.coming_in import come_in
from staasted.web.login.devices import remember, where_from
from staasted.web.login.providers import logger
from staasted.web.ui.page import page
from staasted.web.ui.saying import said

HALF_WAY, HALF_WAY_LASTS = "local_half_way", timedelta(minutes=10)
BACKEND = "staasted.apps.org.backends.ClaimBackend"
FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORMS)
def local(request: HttpRequest) -> HttpResponse:
    """A name and a password, or a passkey alone."""
    if request.method == "POST":
        return attempted(
            request, _passkey if request.POST.get("passkey") else _password, local_page
        )
    return local_page(request)


@never_cache
@require_http_methods(FORMS)
def local_code(request: HttpRequest) -> HttpResponse:
    """The other half: a code. Who has not given a password is sent to where one does."""
    account = _half_way(request)
    if account is None:
        return redirect("login_local")
    if request.method == "POST":
        return attempted(request, lambda sent: _code(sent, account), code_page)
    return code_page(request)


def attempted(
    request: HttpRequest,
    act: Callable[[HttpRequest], HttpResponse],
    again: Callable[..., HttpResponse],
) -> HttpResponse:
    """Try; a refusal is the same page again with what to do next, and one line in the log."""
    try:
        return act(request)
    except LoginRefused as refused:
        logger.warning("login refused provider=lokal code=%s", refused.detail)
        return again(request, error=refused, status=403)
    except DomainError as refused:
        logger.warning("login refused provider=lokal code=%s", refused.code)
        return again(request, error=refused, status=429)


def sent_passkey(request: HttpRequest) -> dict[str, Any]:
    """The passkey's answer as the script wrote it. Errors: LoginRefused."""
    try:
        return dict(json.loads(request.POST.get("passkey", "")))
    except (ValueError, TypeError):
        raise LoginRefused("login_passkey_wrong", "unreadable") from None


def entered(request: HttpRequest, account: Account) -> HttpResponse:
    """Begin the sitting on a browser that is known from now on.

    Errors: LoginRefused ``login_has_ended`` for whoever has left; then nothing is begun.
    """
    left_refuse(account.person_id)
    account.backend = BACKEND
    onward = request.session.get(HALF_WAY, {}).get("next", "") or request.POST.get("next", "")
    request.session.pop(HALF_WAY, None)
    response = come_in(request, account, onward)
    remember(request, response, account.subject)
    return response


def local_page(
    request: HttpRequest, *, error: DomainError | None = None, status: int = 200
) -> HttpResponse:
    """The first step."""
    shown = {
        "error": said(error) if error else None,
        "username": request.POST.get("username", ""),
        "next": request.GET.get("next") or request.POST.get("next", ""),
        "passkey": json.dumps(passkey_asked(None)),
    }
    return page(request, "login/local.html", shown, status=status)


def code_page(
    request: HttpRequest, *, error: DomainError | None = None, status: int = 200
) -> HttpResponse:
    """The second step."""
    shown = {"error": said(error) if error else None}
    return page(request, "login/local_code.html", shown, status=status)


def _password(request: HttpRequest) -> HttpResponse:
    username = request.POST.get("username", "")
    account = password_open(
        username=username,
        password=request.POST.get("password", ""),
        where=where_from(request, username),
    )
    request.session.cycle_key()
    until = clock.now() + HALF_WAY_LASTS
    request.session[HALF_WAY] = {
        "account": account.pk,
        "until": until.isoformat(),
        "next": request.POST.get("next", ""),
    }
    return redirect("login_local_code")


def _passkey(request: HttpRequest) -> HttpResponse:
    return entered(request, passkey_check(sent_passkey(request)))


def _code(request: HttpRequest, account: Account) -> HttpResponse:
    where = where_from(request, account.subject)
    code_open(account, code=request.POST.get("code", ""), where=where)
    return entered(request, account)


def _half_way(request: HttpRequest) -> Account | None:
    """Whose password was right in this browser, a moment ago."""
    held = request.session.get(HALF_WAY)
    if not held or datetime.fromisoformat(held["until"]) < clock.now():
        return None
    return account_of(held["account"])
