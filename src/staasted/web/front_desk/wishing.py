"""Waiting lists and calls on a citizen's behalf: at the desk or on the telephone."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import TimeWish, wish_of
from staasted.apps.booking.wish_kinds import WishKind
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.citizens.staff_access import desk_case
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.ui.choosing import choice_read, sent_in
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.wishing import Asking, wish_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.FRONT_DESK)
def wait(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Put the citizen on a waiting list."""
    return _ask(request, actor, public_id, WishKind.WAITING_LIST)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.FRONT_DESK)
def call(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Promise that the coach calls the citizen."""
    return _ask(request, actor, public_id, WishKind.CALL_ME)


@never_cache
@require_POST
@room(Role.FRONT_DESK)
def withdraw(request: HttpRequest, actor: Actor, public_id: str, wish: str) -> HttpResponse:
    """Take a wish back for the citizen."""
    found = wish_of(desk_case(actor, public_id, on=clock.today()), wish)
    if found is None:
        raise NotYours
    wish_withdraw(actor=actor, wish=found)
    return returned(request, text("wishes.desk.withdrawn"), "desk_person", public_id=public_id)


def _ask(request: HttpRequest, actor: Actor, public_id: str, kind: WishKind) -> HttpResponse:
    case = desk_case(actor, public_id, on=clock.today())
    choice = choice_read(sent_in(request))
    if choice is None or counsellor_of(case, on=clock.today()) is None:
        why = "citizen.book.choose_purpose" if choice is None else "front_desk.book.no_coach"
        return returned(request, text(why), "desk_person", public_id=public_id)
    times = f"{reverse('desk_book', kwargs={'public_id': public_id})}?{choice.query()}"
    asking = Asking(actor, case, choice, times, partial(_made, request))
    return wish_page(request, asking, kind)


def _made(request: HttpRequest, wish: TimeWish) -> HttpResponse:
    ref = wish.citizen.public_id
    return returned(request, text("wishes.desk.made"), "desk_person", public_id=ref)
