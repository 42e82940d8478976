"""Moving and cancelling for whoever calls, and marking who has come."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.arriving import arrival_mark, arrival_undo
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.citizens.staff_access import Citizen, desk_case
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import SEATED, ConversationForm, Origin, Outcome
from staasted.core.errors import DomainError
from staasted.web.front_desk.booking import ways_of_desk
from staasted.web.ui.choosing import Way, choice_read, chosen_coach, has_no_holder, sent_to_move
from staasted.web.ui.failures import refusal
from staasted.web.ui.on_behalf import chosen
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

WHOSE = {"borger": Outcome.CANCELLED_BY_CITIZEN, "os": Outcome.CANCELLED_BY_US}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.FRONT_DESK)
def move(request: HttpRequest, actor: Actor, public_id: str, booking: str) -> HttpResponse:
    """Another time, or another channel: the citizen has asked for it."""
    case, held = _held(actor, public_id, booking)
    if not _open_to_desk(held):
        return _not_here(request, public_id)
    coach = counsellor_of(case, on=clock.today())
    way = _way(request, case, held, coach)
    why = _why_not(held, way, coach)
    if why:
        return returned(request, text(f"changing.desk.{why}"), "desk_person", public_id=public_id)
    here = reverse("desk_move", kwargs={"public_id": public_id, "booking": booking})
    act = {"actor": actor, "booking": held, "counsellor": way.coach, "asked_by_citizen": True}
    own, to = coach or held.counsellor, ways_of_desk(public_id, here=here)
    return chosen(request, way, partial(booking_move, **act), own=own, to=to)


def _way(request: HttpRequest, case: Citizen, held: Booking, coach: Person | None) -> Way:
    """With the coach of today; who has none moves it with the one who holds it."""
    choice = choice_read(sent_to_move(request, held), wished=lambda: held.channel)
    with_whom = chosen_coach(case, coach or held.counsellor, choice)
    return Way(case, with_whom, choice, moving=held, origin=Origin.BY_STAFF).with_fund()


def _why_not(held: Booking, way: Way, coach: Person | None) -> str:
    """Why the desk cannot move it: nobody can hold it, or the citizen has not said whether the
    a-kasse that takes part in it shall do so again; "" where it can."""
    if has_no_holder(held, coach):
        return "no_coach"
    unasked = way.fund is not None and way.fund.answer is None
    return "ask_first" if held.form == ConversationForm.JOINT and unasked else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.FRONT_DESK)
def cancel(request: HttpRequest, actor: Actor, public_id: str, booking: str) -> HttpResponse:
    """Give the time back, for the citizen or because we must; the two are counted apart."""
    case, held = _held(actor, public_id, booking)
    if not _open_to_desk(held):
        return _not_here(request, public_id)
    outcome = WHOSE.get(request.POST.get("hvem", ""))
    if outcome is not None:
        return _cancelled(request, actor, held, outcome)
    shown = {
        "case": case,
        "booking": held,
        "purpose": catalog().purposes[held.purpose],
        "whose": WHOSE,
        "error": text("front_desk.cancel.choose") if request.method == "POST" else None,
    }
    return page(request, "front_desk/cancel.html", shown, status=400 if shown["error"] else 200)


@never_cache
@require_POST
@room(Role.FRONT_DESK)
def arrival(request: HttpRequest, actor: Actor, public_id: str, booking: str) -> HttpResponse:
    """Mark that the citizen has come, or take it back."""
    _, held = _held(actor, public_id, booking)
    mark = arrival_undo if "fortryd" in request.POST else arrival_mark
    onward = reverse("desk_person", kwargs={"public_id": public_id})
    try:
        mark(actor=actor, booking=held)
    except DomainError as refused:
        return refusal(request, said(refused), onward=onward)
    return redirect(onward)


def _cancelled(request: HttpRequest, actor: Actor, held: Booking, outcome: Outcome) -> HttpResponse:
    """Give it back, and on to the times for a new one."""
    ref = held.citizen.public_id
    onward = reverse("desk_person", kwargs={"public_id": ref})
    try:
        booking_cancel(actor=actor, booking=held, outcome=outcome)
    except DomainError as refused:
        return refusal(request, said(refused), onward=onward)
    book = reverse("desk_book", kwargs={"public_id": ref})
    query = f"formaal={held.purpose}&kanal={held.channel}"
    return redirect(f"{book}?{query}")


def _held(actor: Actor, public_id: str, booking: str) -> tuple[Citizen, Booking]:
    """A case and one of its times ahead. Errors: NotYours."""
    case = desk_case(actor, public_id, on=clock.today())
    for held in bookings_ahead(case, now=clock.now()):
        if held.public_id == booking:
            held.citizen = case
            return case, held
    raise NotYours


def _open_to_desk(held: Booking) -> bool:
    """Whether the desk may change it: who is summoned, has begun, or is a seat, is the coach's."""
    purpose = catalog().purposes.get(held.purpose)
    itself = purpose is not None and purpose.self_bookable and held.origin != Origin.SUMMONED
    return itself and held.form not in SEATED and held.starts_at > clock.now()


def _not_here(request: HttpRequest, public_id: str) -> HttpResponse:
    why = text("front_desk.change.not_here")
    return returned(request, why, "desk_person", public_id=public_id)
