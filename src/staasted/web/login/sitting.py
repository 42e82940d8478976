"""A sitting: it ends after a while without a request, and what was being written is kept.

Decision 0019. Time is the wall's, also in a demo: a clock that stands still ends no sitting.
"""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.org.drafts import draft_drop, draft_keep, draft_of, draft_paths, words_of
from staasted.apps.org.services import sitting_log
from staasted.catalog.loader import catalog
from staasted.web.ui.page import idle, page
from staasted.web.ui.room import KEPT_KEY

BEGAN_KEY, SEEN_KEY = "began_at", "seen_at"
SELDOM = 60  # seconds between two writings of when somebody was last seen
SAVE = "gem_kladde"  # posted by the page itself when the time is up: keep, and end
DROP = "slet_kladde"  # posted: forget the draft
PAUSE = "pause"  # in the log-in page's address: why one is there
WITHOUT = "uden_kladde"  # in the address: open the page and leave the draft where it is


class SittingMiddleware:
    """Ends what has lasted too long, keeps what was sent too late, gives it back later.

    It looks once the form's secret has been checked, so that nobody else keeps or ends anything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _named: object
    ) -> HttpResponse | None:
        """Answer instead of the view where the sitting is over, or a draft waits."""
        asks = request.resolver_match.url_name == "sitting" and request.method == "GET"
        if request.acting is None or asks:
            return None
        now = _now(request)
        if _over(request, now) or SAVE in request.POST:
            return _end(request)
        _seen(request, now)
        kept = request.session.get(KEPT_KEY, [])
        return _with_draft(request, kept) if request.path in kept else None


def _with_draft(request: HttpRequest, kept: list[str]) -> HttpResponse | None:
    if request.method in ("GET", "HEAD"):
        return _offer(request)
    request.session[KEPT_KEY] = [path for path in kept if path != request.path]
    draft_drop(actor=request.acting.actor, path=request.path)
    return redirect(request.path) if DROP in request.POST else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: HttpRequest) -> HttpResponse:
    """Tell how many seconds are left; a POST is a sign that somebody is there."""
    left = 0
    if request.acting is not None:
        seen = request.session.get(SEEN_KEY, _now(request))
        left = idle(request.acting.role).seconds - (_now(request) - seen)
    return JsonResponse({"left": left})


def _now(request: HttpRequest) -> int:
    return int(request.wall.timestamp())


def _over(request: HttpRequest, now: int) -> bool:
    """Whether nobody has been here for too long, or the sitting itself is too old."""
    seen, began = request.session.get(SEEN_KEY, now), request.session.get(BEGAN_KEY, now)
    longest = timedelta(hours=catalog().policy["sitting_hours"]).total_seconds()
    return now - seen > idle(request.acting.role).seconds or now - began > longest


def _seen(request: HttpRequest, now: int) -> None:
    """Remember that somebody is here; the first time, what they had been writing too."""
    session = request.session
    if BEGAN_KEY not in session:
        session[BEGAN_KEY] = now
    if KEPT_KEY not in session:
        session[KEPT_KEY] = draft_paths(actor=request.acting.actor, now=request.wall)
    # A sign of life is written at once where it was asked for, and else seldom.
    if request.resolver_match.url_name == "sitting" or now - session.get(SEEN_KEY, 0) >= SELDOM:
        session[SEEN_KEY] = now


def _end(request: HttpRequest) -> HttpResponse:
    """Log out, keep what was sent, and show the way back to where it was."""
    actor, onward, kept = request.acting.actor, request.get_full_path(), False
    if request.method == "POST":
        sent = request.POST.copy()
        sent.pop(SAVE, None)
        kept = draft_keep(actor=actor, path=request.path, sent=sent, at=request.wall)
        onward = request.path if kept else "/"
    sitting_log(actor=actor, act="sitting_end")
    logout(request)
    request.acting = None
    told = {"next": onward, PAUSE: "gemt" if kept else "ja"}
    return redirect(f"{reverse('login')}?{urlencode(told)}")


def _offer(request: HttpRequest) -> HttpResponse | None:
    """The page that gives a draft back; None where there is none, or it is not wanted now."""
    if WITHOUT in request.GET:
        return None
    draft = draft_of(actor=request.acting.actor, path=request.path)
    if draft is None:
        return None
    shown = {"draft": draft, "words": words_of(draft), "without": WITHOUT, "drop": DROP}
    return page(request, "login/draft.html", shown)
