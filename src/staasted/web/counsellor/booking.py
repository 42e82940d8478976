"""Booking on a citizen's behalf, and what is left where no time suits."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.selectors import newest_channel
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import TimeWish
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.wish_kinds import WishKind
from staasted.apps.citizens.access import Doing, citizen_reached
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.invitations.standing import by_summons
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.axes import Origin
from staasted.web.ui.choosing import Way, choice_read, chosen_coach, sent_in
from staasted.web.ui.on_behalf import Behalf, chosen, purposes_page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.wishing import Asking, wish_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def book(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What for, when, check; whoever is summoned has a page of their own for it."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.BOOK)
    coach = counsellor_of(case, on=clock.today())
    if coach is None or by_summons(case, on=clock.today()):
        why = "front_desk.book.no_coach" if coach is None else "wishes.counsellor.summoned"
        return returned(request, text(why), "citizen", public_id=public_id)
    choice, to = choice_read(sent_in(request), wished=lambda: newest_channel(case)), _to(public_id)
    if choice is None:
        return purposes_page(request, case, to)
    way = Way(case, chosen_coach(case, coach, choice), choice, origin=Origin.BY_STAFF).with_fund()
    take = partial(slot_book, actor=actor, citizen=case, counsellor=way.coach)
    return chosen(request, way, take, own=coach, to=to)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def wait(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Put the citizen on a waiting list."""
    return _ask(request, actor, public_id, WishKind.WAITING_LIST)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def ask_call(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Promise that the coach calls the citizen."""
    return _ask(request, actor, public_id, WishKind.CALL_ME)


def _ask(request: HttpRequest, actor: Actor, public_id: str, kind: WishKind) -> HttpResponse:
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.BOOK)
    choice, to = choice_read(sent_in(request)), _to(public_id)
    if choice is None:
        return purposes_page(request, case, to)
    times = f"{to.here}?{choice.query()}"
    return wish_page(request, Asking(actor, case, choice, times, partial(_made, request)), kind)


def _made(request: HttpRequest, wish: TimeWish) -> HttpResponse:
    ref = wish.citizen.public_id
    return returned(request, text("wishes.desk.made"), "citizen", public_id=ref)


def _to(public_id: str) -> Behalf:
    names = ("citizen", "book_for", "wait_for_citizen", "call_for_citizen", "inviting")
    return Behalf(*(reverse(name, args=[public_id]) for name in names))
