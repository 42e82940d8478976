"""The sitting begins: a fresh session, the role one acts in, and the log of it."""

from urllib.parse import urlsplit

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from staasted.apps.audit.actor import Role
from staasted.apps.org.clock import clock
from staasted.apps.org.languages import easy_danish_choose, language_choose
from staasted.apps.org.selectors import Account, Person, actor_for, roles_held
from staasted.apps.org.services import sitting_log
from staasted.catalog.language import language_of
from staasted.web.login.sitting import sitting_begin
from staasted.web.ui.language import chosen, is_easy, keep, keep_easy
from staasted.web.ui.returning import ours_or_home
from staasted.web.ui.room import ACTS_FOR_KEY, KEPT_KEY, PURPOSE_KEY, ROLE_KEY

ROOMS = {
    Role.CITIZEN: "my_course",
    Role.REPRESENTATIVE: "representing",
    Role.COUNSELLOR: "today",
    Role.FRONT_DESK: "desk",
    Role.LEAD: "overview",
    Role.PARTNER: "partner",
    Role.ADMINISTRATOR: "imports",
}


def come_in(request: HttpRequest, account: Account, onward: str) -> HttpResponse:
    """Log an account in under a new session key, and send them where they were going."""
    login(request, account)
    sitting_begin(request)
    held = roles_held(account, on=clock.today())
    onward = ours_or_home(request, onward)
    asked_for = _roles_of(onward)
    fitting = [role for role in asked_for if role in held] or (held if len(held) == 1 else [])
    role = fitting[0] if fitting else None
    if role is not None:
        act_as(request, account.person, role)
    way = redirect(onward if not asked_for or role in asked_for else "home")
    return _in_their_language(request, way, account.person)


def _in_their_language(request: HttpRequest, way: HttpResponse, person: Person) -> HttpResponse:
    """Go on in the language and the wording the person has chosen.

    Where they have chosen none, the browser's becomes theirs.
    """
    browsers = chosen(request)
    if person.easy_danish is not None:
        keep_easy(way, easily=person.easy_danish)
    elif is_easy(request):
        easy_danish_choose(person=person, easily=True)
    if person.language:
        keep(way, language_of(person.language))
    elif browsers is not None:
        language_choose(person=person, language=browsers)
    return way


def act_as(request: HttpRequest, person: Person, role: Role) -> None:
    """Take up a role for this sitting, and log it; what was said in another role is forgotten."""
    for key in (PURPOSE_KEY, ACTS_FOR_KEY, KEPT_KEY):
        request.session.pop(key, None)
    request.session[ROLE_KEY] = role.value
    sitting_log(actor=actor_for(person=person, role=role), act="act_as")


def _roles_of(address: str) -> tuple[Role, ...]:
    """The roles whose room an address lies in; none where everybody may open it."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return ()
    return getattr(view, "rooms", ())
