"""Coming in, choosing a role, going out, and the demo's clock."""

from urllib.parse import urlsplit

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staasted.apps.audit.actor import Actor, Role, TeamPurpose
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import (
    Person,
    actor_for,
    demo_logins,
    is_demo,
    roles_held,
    roles_on,
)
from staasted.apps.org.services import demo_clock_move, sitting_log
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.web.login.sitting import PAUSE
from staasted.web.ui.page import page
from staasted.web.ui.room import ACTS_FOR_KEY, KEPT_KEY, PURPOSE_KEY, ROLE_KEY, room
from staasted.web.ui.saying import said

ROOMS = {
    Role.CITIZEN: "my_course",
    Role.REPRESENTATIVE: "representing",
    Role.COUNSELLOR: "today",
    Role.FRONT_DESK: "desk",
    Role.LEAD: "level",
    Role.PARTNER: "partner",
    Role.ADMINISTRATOR: "imports",
}
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
    logout(request)
    request.acting = None
    gone = page(request, "login/logged_out.html")
    # On a library's computer nothing of it stays behind in the browser.
    gone["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return gone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """Choose which role to act in, where one holds several."""
    if not request.user.is_authenticated:
        return redirect("login")
    held = roles_held(request.user, on=clock.today())
    if request.POST.get("role") in held:
        _act_as(request, request.user.person, Role(request.POST["role"]))
        return redirect("home")
    return page(request, "login/choose_role.html", {"roles": held})


@require_POST
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock a day or a week forward. Errors: DomainError ``not_a_demo``."""
    acting = request.acting
    demo_clock_move(days=DAYS[_step(request)], actor=acting.actor if acting else None)
    return redirect(_onward(request))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to get help, logged in or not."""
    return page(request, "login/help.html")


def _come_in(request: HttpRequest) -> HttpResponse:
    claim = adapters.identity("demo").claim(request.POST)
    try:
        account = authenticate(request, claim=claim) if claim else None
    except DomainError as refused:
        return _login_page(request, error=str(said(refused)), status=403)
    if account is None:
        return _login_page(request, status=400)
    login(request, account)
    held = roles_on(person_id=account.person_id, on=clock.today())
    onward = _onward(request)
    asked_for = _roles_of(onward)
    fitting = [role for role in asked_for if role in held] or (held if len(held) == 1 else [])
    role = fitting[0] if fitting else None
    if role is not None:
        _act_as(request, account.person, role)
    return redirect(onward if not asked_for or role in asked_for else "home")


def _act_as(request: HttpRequest, person: Person, role: Role) -> None:
    """Take up a role for this sitting, and log it; what was said in another role is forgotten."""
    for key in (PURPOSE_KEY, ACTS_FOR_KEY, KEPT_KEY):
        request.session.pop(key, None)
    request.session[ROLE_KEY] = role.value
    sitting_log(actor=actor_for(person=person, role=role), act="act_as")


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
        return redirect(_onward(request))
    onward = request.GET.get("next") or request.POST.get("next", "")
    shown = {"purposes": list(TeamPurpose), "chosen": actor.purpose, "next": onward}
    shown["error"] = text("login.purpose.error") if request.method == "POST" else ""
    return page(request, "login/purpose.html", shown, status=400 if shown["error"] else 200)


def _step(request: HttpRequest) -> str:
    step = request.POST.get("step", "day")
    return step if step in DAYS else "day"


def _onward(request: HttpRequest) -> str:
    """The address asked for, where it is one of ours; else the front page."""
    onward = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    if not ours or not onward.startswith("/"):
        return reverse("home")
    return onward


def _roles_of(address: str) -> tuple[Role, ...]:
    """The roles whose room an address lies in; none where everybody may open it."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return ()
    return getattr(view, "rooms", ())
