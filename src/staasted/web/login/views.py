"""Coming in, choosing a role, going out, and the demo's clock."""

from urllib.parse import urlsplit

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staasted.apps.audit.actor import Role
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
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.web.login.middleware import ROLE_KEY
from staasted.web.ui.failures import bad_request
from staasted.web.ui.page import page
from staasted.web.ui.saying import said

ROOMS = {
    Role.CITIZEN: "my_course",
    Role.COUNSELLOR: "today",
    Role.LEAD: "level",
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
    return page(request, "login/logged_out.html")


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
    acting, days = request.acting, DAYS.get(request.POST.get("step", ""))
    if days is None:
        return bad_request(request)
    demo_clock_move(days=days, actor=acting.actor if acting else None)
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
    asked_for = _role_of(onward)
    role = asked_for if asked_for in held else held[0] if len(held) == 1 else None
    if role is not None:
        _act_as(request, account.person, role)
    return redirect(onward if asked_for in {None, role} else "home")


def _act_as(request: HttpRequest, person: Person, role: Role) -> None:
    """Take up a role for this sitting, and log it."""
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
    }
    return page(request, "login/login.html", shown, status=status)


def _onward(request: HttpRequest) -> str:
    """The address asked for, where it is one of ours; else the front page."""
    onward = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    if not ours or not onward.startswith("/"):
        return reverse("home")
    return onward


def _role_of(address: str) -> Role | None:
    """The role whose room an address lies in; None where everybody may open it."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return None
    return getattr(view, "room", None)
