"""The visitor's language: chosen in the header, kept in a cookie, spoken for one request."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from staasted.catalog.language import Language, language_of, speaking, speaking_easily, spoken

COOKIE = "staasted-sprog"
EASY_COOKIE = "staasted-let"
"""Holds ``ja`` where somebody has chosen easy Danish (decision 0035)."""
KEPT = 365 * 24 * 60 * 60  # seconds; source: decision 0024


class LanguageMiddleware:
    """Speaks the visitor's language while the request lasts, and says which on the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen(request) or Language.DANISH
        easily = speaking_easily(easily=is_easy(request))
        with speaking(language), easily, translation.override(language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language.value)
        # A redirect may lead to a line said in one language; no cache gives it to the other.
        patch_vary_headers(response, ("Cookie",))
        return response


def chosen(request: HttpRequest) -> Language | None:
    """The language the browser keeps; None where none has been chosen."""
    code = request.COOKIES.get(COOKIE, "")
    return language_of(code) if code in set(Language) else None


def keep(response: HttpResponse, language: Language) -> HttpResponse:
    """Have the browser keep a language."""
    response.set_cookie(
        COOKIE,
        language.value,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def is_easy(request: HttpRequest) -> bool:
    """Whether the browser keeps that easy Danish is wanted."""
    return request.COOKIES.get(EASY_COOKIE) == "ja"


def keep_easy(response: HttpResponse, *, easily: bool) -> HttpResponse:
    """Have the browser keep easy Danish, or forget it."""
    if not easily:
        response.delete_cookie(EASY_COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        EASY_COOKIE,
        "ja",
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def other_languages() -> list[Language]:
    """The languages one may change to, in their own order."""
    return [each for each in Language if each is not spoken()]


def here(request: HttpRequest) -> str:
    """The address to come back to: a form that was sent comes back to where it stood."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    ours = came_from.netloc == request.get_host()
    return came_from._replace(scheme="", netloc="").geturl() if ours else request.path
