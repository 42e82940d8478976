"""Where no time suits: the waiting list, being called, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import TimeWish, own_wish
from staasted.apps.booking.selectors import last_told
from staasted.apps.booking.wish_kinds import WishKind
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.invitations.standing import by_summons
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.slots import Slot
from staasted.web.citizen.booking import own_case_to_book
from staasted.web.ui.choosing import Choice, choice_read, sent_in
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.wishing import Asking, purpose_named, suits_said, wish_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def wait(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Be told when a time comes free."""
    return _ask(request, actor, WishKind.WAITING_LIST)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def call(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Be called by a human."""
    return _ask(request, actor, WishKind.CALL_ME)


def _ask(request: HttpRequest, actor: Actor, kind: WishKind) -> HttpResponse:
    case = own_case_to_book(actor)
    choice = choice_read(sent_in(request))
    if choice is None:
        return returned(request, text("citizen.book.choose_purpose"), "book_purpose")
    waits = kind is WishKind.WAITING_LIST
    if case.coach is None or (waits and by_summons(case, on=clock.today())):
        return redirect("book_purpose")  # which says why
    times = f"{reverse('book_time')}?{choice.query()}"
    about = _about(request.GET.get("tilbud", "")) if kind is WishKind.CALL_ME else ""
    return wish_page(request, Asking(actor, case, choice, times, _made, about), kind)


def _about(slug: str) -> str:
    """What a call is about where somebody came from an offer's page."""
    known = catalog().offers.get(slug)
    return text("offering.ask.call_about", offer=known.words.name) if known else ""


def _made(wish: TimeWish) -> HttpResponse:
    return redirect("time_wish", public_id=wish.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def time_wish(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One wish: what happens next and by when, or how it ended; taking it back."""
    wish = own_wish(actor, public_id, on=clock.today())
    if request.method == "POST":
        wish_withdraw(actor=actor, wish=wish)
        return redirect("time_wish", public_id=public_id)
    return page(request, "citizen/time_wish.html", _shown(actor, wish))


def _shown(actor: Actor, wish: TimeWish) -> dict[str, object]:
    told = last_told(wish, now=clock.now()) if wish.kind == WishKind.WAITING_LIST else None
    return {
        "wish": wish,
        "purpose": purpose_named(wish),
        "suits": suits_said(wish),
        "told": told,
        "take_url": _take(wish, told) if told else "",
        "late": wish.promised_on is not None and wish.promised_on < clock.today(),
        # Whoever acts for a citizen does not see the number (decision 0028).
        "phone": wish.phone if actor.role is Role.CITIZEN else "",
        "see_times": f"{reverse('book_time')}?formaal={wish.purpose}",
    }


def _take(wish: TimeWish, told: object) -> str:
    """The check of the time they were told of: the same page as any other time's."""
    purpose = catalog().purposes.get(wish.purpose)
    if purpose is None:
        return ""
    choice = Choice(purpose, Channel(told.channel), colleague=told.counsellor.public_id)
    return f"{reverse('book_check')}?{choice.query(slot=Slot(told.starts_at, told.ends_at))}"
