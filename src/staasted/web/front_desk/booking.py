"""Booking for somebody who calls or comes in: the choices they would have had, in the same data."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.selectors import newest_channel
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.selectors import bookings_ahead, conversations_of
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.citizens.staff_access import Citizen, desk_case
from staasted.apps.conversations.course import arrangement_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Origin
from staasted.core.errors import DomainError
from staasted.core.law import BookedBy
from staasted.web.ui.choosing import BEST, Way, choice_read, chosen_coach, sent_in
from staasted.web.ui.failures import refusal
from staasted.web.ui.nearest import offered
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.times import day_read, days, written


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.FRONT_DESK)
def book(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What for, when, check: one address, and the choice travels in it."""
    today = clock.today()
    case = desk_case(actor, public_id, on=today)
    coach = counsellor_of(case, on=today)
    if coach is None or arrangement_of(case, on=today).by is BookedBy.SUMMONS:
        why = "no_coach" if coach is None else "summoned"
        return returned(request, text(f"front_desk.book.{why}"), "desk_person", public_id=public_id)
    choice = choice_read(sent_in(request), wished=lambda: newest_channel(case))
    if choice is None:
        return _purposes(request, case)
    way = Way(case, chosen_coach(case, coach, choice), choice, origin=Origin.BY_STAFF).with_fund()
    take = partial(slot_book, actor=actor, citizen=case, counsellor=way.coach)
    here = reverse("desk_book", kwargs={"public_id": public_id})
    return chosen(request, way, take, own=coach, here=here)


def _purposes(request: HttpRequest, case: Citizen) -> HttpResponse:
    """What the conversation should give; what is booked already is not on the list."""
    ahead = conversations_of(bookings_ahead(case, now=clock.now()))
    booked = {booking.purpose for booking in ahead}
    own = [p for p in catalog().purposes.values() if p.self_bookable and p.slug not in booked]
    shown = {"case": case, "purposes": own, "best": (BEST, newest_channel(case))}
    return page(request, "front_desk/book_purpose.html", shown)


def chosen(
    request: HttpRequest, way: Way, take: Callable[..., Booking], *, own: Person, here: str
) -> HttpResponse:
    """Show the times, or the check of the one chosen; once it is sent, let ``take`` book or move,
    and back to the citizen's times. ``here`` is the address of the choice."""
    if request.method != "POST" or way.choice.starts_at is None:
        return _times(request, way, own=own, here=here)
    onward = reverse("desk_person", kwargs={"public_id": way.case.public_id})
    wish = way.moving.wish if way.moving else ""
    try:
        take(request=way.request(wish=wish))
    except SlotRefused as lost:
        return _times(request, way, lost, own=own, here=here)
    except DomainError as refused:
        return refusal(request, said(refused), onward=onward)
    return redirect(onward)


def _times(
    request: HttpRequest, way: Way, lost: SlotRefused | None = None, *, own: Person, here: str
) -> HttpResponse:
    """The check of a time that is free; else the times, and why the one asked for is not."""
    asked = way.choice.starts_at
    refused = lost or (way.request().refused_by(way.search()) if asked else None)
    found = None if asked and not refused else offered(request, way)
    shown = {
        "case": way.case,
        "coach": way.coach,
        "joins": way.joins,
        "choice": way.choice,
        "here": here,
        "moving": way.moving,
        "starts_at": None if refused else asked,
        "days": days(found.free, day_read(request.GET.get("dag", ""))) if found else [],
        "offered": found,
        "own_coach": own if own != way.coach else None,
        "refused": refused,
        "refusal": said(refused) if refused else None,
        "written": written,
    }
    return page(request, "front_desk/book.html", shown, status=409 if lost else 200)
