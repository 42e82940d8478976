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

from staasted.apps.audit.actor import Role
from staasted.apps.org.drafts import draft_drop, draft_keep, draft_of, draft_places, words_of
from staasted.apps.org.services import sitting_log
from staasted.catalog.loader import catalog
from staasted.web.ui.page import idle, page
from staasted.web.ui.returning import led_on, taken, thrown_out
from staasted.web.ui.room import KEPT_KEY

OK = 200
BEGAN_KEY, SEEN_KEY = "began_at", "seen_at"
SELDOM = 60  # seconds between two writings of when somebody was last seen
SAVE = "gem_kladde"  # posted by the page itself when the time is up: keep, and end
DROP = "slet_kladde"  # posted: forget the draft
PAUSE = "pause"  # in the log-in page's address: why one is there
WITHOUT = "uden_kladde"  # in the address: open the page and leave the draft where it is


class SittingMiddleware:
    """Ends what has lasted too long, keeps what was sent too late, gives it back later.

    It looks once the form's secret has been checked, so that nobody else keeps or ends anything.
    What was kept is given back once the page's own view has let its reader in, and so has noted
    the reading; it is forgotten once that view has taken it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.draft_waits = False
        response = self.get_response(request)
        return _with_draft(request, response) if request.draft_waits else response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _named: object
    ) -> HttpResponse | None:
        """Answer instead of the view where the sitting is over, or a draft is thrown away."""
        asks = request.resolver_match.url_name == "sitting" and request.method == "GET"
        if not request.user.is_authenticated or asks:
            return None
        now = _now(request)
        if _over(request, now) or (request.acting and SAVE in request.POST):
            return _end(request)
        _seen(request, now)
        if request.acting is None or _place(request) not in request.session[KEPT_KEY]:
            return None
        if DROP in request.POST:
            _drop(request)
            return redirect(request.path)
        request.draft_waits = True
        return None


def _with_draft(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What the view answered, or the draft where the view let its reader in."""
    if request.method in ("GET", "HEAD"):
        return _offer(request, response)
    if taken(request, response):
        _drop(request)
    return response


def _place(request: HttpRequest) -> list[str]:
    """Where a draft of this form would lie."""
    return [request.path, request.acting.actor.acts_for]


def _drop(request: HttpRequest) -> None:
    kept, here = request.session.get(KEPT_KEY, []), _place(request)
    request.session[KEPT_KEY] = [place for place in kept if place != here]
    draft_drop(actor=request.acting.actor, path=request.path)


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
    # Who has not chosen a role yet may be staff: theirs is the shorter time.
    role = request.acting.role if request.acting else Role.COUNSELLOR
    return now - seen > idle(role).seconds or now - began > longest


def sitting_begin(request: HttpRequest) -> None:
    """Count from now: somebody has just logged in."""
    request.session[BEGAN_KEY] = request.session[SEEN_KEY] = _now(request)


def _seen(request: HttpRequest, now: int) -> None:
    """Remember that somebody is here; in a role, what they had been writing too."""
    session = request.session
    if BEGAN_KEY not in session:
        session[BEGAN_KEY] = now
    if request.acting is not None and KEPT_KEY not in session:
        session[KEPT_KEY] = draft_places(actor=request.acting.actor, now=request.wall)
    # A sign of life is written at once where it was asked for, and else seldom.
    if request.resolver_match.url_name == "sitting" or now - session.get(SEEN_KEY, 0) >= SELDOM:
        session[SEEN_KEY] = now


def _end(request: HttpRequest) -> HttpResponse:
    """Log out, keep what was sent, and show the way back to where it was."""
    onward, kept = request.get_full_path(), False
    if request.method == "POST":
        kept = request.acting is not None and _keep(request)
        onward = request.path if kept else "/"
    if request.acting is not None:
        sitting_log(actor=request.acting.actor, act="sitting_end")
    logout(request)
    request.acting = None
    told = {"next": onward, PAUSE: "gemt" if kept else "ja"}
    return redirect(f"{reverse('login')}?{urlencode(told)}")


def _keep(request: HttpRequest) -> bool:
    """Keep what was sent; whether there was anything to keep."""
    sent = request.POST.copy()
    sent.pop(SAVE, None)
    actor = request.acting.actor
    return draft_keep(actor=actor, path=request.path, sent=sent, at=request.wall)


def _offer(request: HttpRequest, answered: HttpResponse) -> HttpResponse:
    """The page that gives a draft back; else what the view answered.

    It is not given where the view refused, nor where it is not wanted now. A view that leads on
    has let its reader in, and the words may have nowhere else to be read.
    """
    let_in = answered.status_code == OK or led_on(answered)
    if WITHOUT in request.GET or not let_in or thrown_out(request):
        return answered
    draft = draft_of(actor=request.acting.actor, path=request.path)
    if draft is None:
        return answered
    shown = {"draft": draft, "words": words_of(draft), "without": WITHOUT, "drop": DROP}
    return page(request, "login/draft.html", shown | {"returned": []})
