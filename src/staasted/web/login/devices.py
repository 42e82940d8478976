"""Where a try to log in comes from: the address, and whether the browser is an old friend."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from staasted.apps.org.guessing import Where

COOKIE = "staasted-kendt"
KEPT = 180 * 24 * 60 * 60  # seconds; source: decision 0017
SALT = "staasted.login.devices"


def where_from(request: HttpRequest, username: str) -> Where:
    """The address, and the device's own mark where this browser has logged the name in before."""
    return Where(address_of(request), _known(request).get(username.strip().lower(), ""))


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Let this browser be known for a name that has just logged in by it."""
    known = _known(request)
    known.setdefault(username, secrets.token_urlsafe(12))
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=KEPT,
        path="/log-ind/lokal/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return {}
    return dict(held)


def address_of(request: HttpRequest) -> str:
    """The visitor's address: behind our proxy the last it was told, for it wrote that itself."""
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if told:
            return told
    return str(request.META.get("REMOTE_ADDR", ""))
