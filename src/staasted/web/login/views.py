"""Coming in, choosing a role, going out, and the demo's clock."""

from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staasted.apps.audit.actor import Actor, Role, TeamPurpose
from staasted.apps.org.clock import clock
from staasted.apps.org.local_login import local_logins_exist
from staasted.apps.org.selectors import demo_logins, is_demo, roles_held
from staasted.apps.org.services import demo_clock_move, sitting_log
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.web.login.coming_in import ROOMS, act_as, come_in
from staasted.web.login.providers import farewell_of, kept_for_farewell, offered
from staasted.web.login.sitting import PAUSE
from staasted.web.ui.failures import bad_request
from staasted.web.ui.page import page
from staasted.web.ui.returning import ours_or_home
from staasted.web.ui.room import PURPOSE_KEY, room
from staasted.web.ui.saying import said
from staasted.web.ui.talking import urgent_numbers

DAYS = {"day": 1, "week": 7}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send each to their own room."""
    if request.acting is not None:
        return redirect(ROOMS[request.acting.role])
    return redirect("choose_role" if request.user.is_authenticated else "login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Choose whom to be; only a demo offers it."""
    if request.method == "POST":
        return _come_in(request)
    return _login_page(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """Forget everything about the sitting, and say so; merely opening the page forgets nothing."""
    if request.method != "POST" and request.user.is_authenticated:
        return redirect("home")
    if request.acting is not None:
        sitting_log(actor=request.acting.actor, act="log_out")
    kept = kept_for_farewell(request)
    logout(request)
    request.acting = None
    farewell = farewell_of(request, *kept) if request.method == "POST" else ""
    gone = page(request, "login/logged_out.html", {"farewell": farewell})
    # On a library's computer nothing of it stays behind in the browser.
    gone["Clear-Site-Data"] = '"cache", "storage"'
    return gone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """Choose which role to act in, where one holds several."""
    if not request.user.is_authenticated:
        return redirect("login")
    held = roles_held(request.user, on=clock.today())
    if request.POST.get("role") in held:
        act_as(request, request.user.person, Role(request.POST["role"]))
        return redirect("home")
    return page(request, "login/choose_role.html", {"roles": held})


@require_POST
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock a day or a week forward. Errors: DomainError ``not_a_demo``."""
    acting, days = request.acting, DAYS.get(request.POST.get("step", ""))
    if days is None:
        return bad_request(request)
    demo_clock_move(days=days, actor=acting.actor if acting else None)
    return redirect(ours_or_home(request, request.POST.get("next", "")))


@require_safe
def demo_video(request: HttpRequest, room: str) -> HttpResponse:
    """Where a demo's video conversations would be; elsewhere there is no such page."""
    if not is_demo():
        raise Http404(room)
    return page(request, "login/demo_video.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to get help, logged in or not."""
    return page(request, "login/help.html", {"urgent": urgent_numbers()})


def _come_in(request: HttpRequest) -> HttpResponse:
    claim = adapters.identity("demo").claim(request.POST)
    try:
        account = authenticate(request, claim=claim) if claim else None
    except DomainError as refused:
        return _login_page(request, error=str(said(refused)), status=403)
    if account is None:
        return _login_page(request, status=400)
    return come_in(request, account, request.POST.get("next", ""))


def _login_page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    search = request.GET.get("navn", "").strip()
    people = demo_logins(search=search) if is_demo() else []
    shown = {
        "staff": [person for person in people if person.role is not Role.CITIZEN],
        "citizens": [person for person in people if person.role is Role.CITIZEN],
        "search": search,
        "next": request.GET.get("next") or request.POST.get("next", ""),
        "error": error,
        "pause": request.GET.get(PAUSE, ""),
        "providers": offered(),
        "local": not people and local_logins_exist(),
    }
    return page(request, "login/login.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def purpose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say, once in the sitting, what colleagues' cases are opened for."""
    chosen = request.POST.get("formaal", "")
    if chosen in set(TeamPurpose):
        request.session[PURPOSE_KEY] = chosen
        sitting_log(actor=actor, act="purpose_choose", facts={"purpose": chosen})
        return redirect(ours_or_home(request, request.POST.get("next", "")))
    onward = request.GET.get("next") or request.POST.get("next", "")
    shown = {"purposes": list(TeamPurpose), "chosen": actor.purpose, "next": onward}
    shown["error"] = text("login.purpose.error") if request.method == "POST" else ""
    return page(request, "login/purpose.html", shown, status=400 if shown["error"] else 200)
