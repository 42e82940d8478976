"""Booking for somebody who calls or comes in: the choices they would have had, in the same data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.selectors import newest_channel
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.interpreting import interpreting_of
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.citizens.staff_access import Citizen, desk_case
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.invitations.standing import by_summons
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Origin
from staasted.core.errors import DomainError
from staasted.web.ui.choosing import BEST, Way, choice_read, chosen_coach, sent_in
from staasted.web.ui.failures import refusal
from staasted.web.ui.interpreting import interpreting_read
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
    case = desk_case(actor, public_id, on=today, asked=WITH_BOOKING)
    coach = counsellor_of(case, on=today)
    if coach is None or by_summons(case, on=today):
        why = "no_coach" if coach is None else "summoned"
        return returned(request, text(f"front_desk.book.{why}"), "desk_person", public_id=public_id)
    choice = choice_read(sent_in(request), wished=lambda: newest_channel(case))
    if choice is None:
        return _purposes(request, case)
    way = Way(case, chosen_coach(case, coach, choice), choice, origin=Origin.BY_STAFF)
    if request.method == "POST" and choice.starts_at is not None:
        return _taken(request, actor, way, own=coach)
    return _times(request, way, own=coach)


def _purposes(request: HttpRequest, case: Citizen) -> HttpResponse:
    """What the conversation should give; what is booked already is not on the list."""
    booked = {booking.purpose for booking in bookings_ahead(case, now=clock.now())}
    own = [p for p in catalog().purposes.values() if p.self_bookable and p.slug not in booked]
    shown = {"case": case, "purposes": own, "best": (BEST, newest_channel(case))}
    return page(request, "front_desk/book_purpose.html", shown)


def _taken(request: HttpRequest, actor: Actor, way: Way, *, own: Person) -> HttpResponse:
    """Book, and back to the citizen's times; a time that is lost leads to the next ones."""
    try:
        wanted = way.request(interpreting=interpreting_read(request.POST))
        slot_book(actor=actor, citizen=way.case, counsellor=way.coach, request=wanted)
    except SlotRefused as lost:
        return _times(request, way, lost, own=own)
    except DomainError as refused:
        onward = reverse("desk_person", kwargs={"public_id": way.case.public_id})
        return refusal(request, said(refused), onward=onward)
    return redirect("desk_person", public_id=way.case.public_id)


def _times(
    request: HttpRequest, way: Way, lost: SlotRefused | None = None, *, own: Person
) -> HttpResponse:
    """The check of a time that is free; else the times, and why the one asked for is not."""
    asked = way.choice.starts_at
    refused = lost or (way.request().refused_by(way.search()) if asked else None)
    found = None if asked and not refused else offered(request, way)
    shown = {
        "case": way.case,
        "coach": way.coach,
        "choice": way.choice,
        "starts_at": None if refused else asked,
        "days": days(found.free, day_read(request.GET.get("dag", ""))) if found else [],
        "offered": found,
        "own_coach": own if own != way.coach else None,
        "refused": refused,
        "refusal": said(refused) if refused else None,
        "written": written,
        "interpreting": interpreting_of(way.case) if asked and not refused else None,
    }
    return page(request, "front_desk/book.html", shown, status=409 if lost else 200)
