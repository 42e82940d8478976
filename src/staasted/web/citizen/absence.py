"""Jeg kan ikke komme: one tap for each time ahead, and the next free times at once."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, own_booking
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.booking.services import booking_cancel
from staasted.apps.citizens.access import own_case
from staasted.apps.citizens.kinds import Covers
from staasted.apps.org.clock import clock
from staasted.apps.talking.services import Written, message_send
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import SEATED, Origin
from staasted.core.errors import DomainError
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cannot_come(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The times ahead, one button each; what cannot be cancelled here is told to the coach."""
    if request.method == "POST":
        held = own_booking(actor, request.POST.get("samtale", ""), on=clock.today())
        return _given_back(request, actor, held)
    case = own_case(actor, on=clock.today(), covers=Covers.CONVERSATIONS)
    ahead = list(bookings_ahead(case, now=clock.now()))
    shown = {
        "bookings": [(each, may_cancel(each)) for each in ahead],
        "seated": SEATED,
        "purposes": catalog().purposes,
    }
    return page(request, "citizen/cannot_come.html", shown)


def may_cancel(held: Booking) -> bool:
    """Whether the citizen may cancel it here; a summons and what is too near is rung about."""
    hours = timedelta(hours=catalog().purposes[held.purpose].cancel_until_hours)
    own = held.outcome is None and held.origin != Origin.SUMMONED and held.form not in SEATED
    return own and held.starts_at - clock.now() >= hours


def _given_back(request: HttpRequest, actor: Actor, held: Booking) -> HttpResponse:
    """Cancelled, with new times on the next page; or told to the coach, which cancels nothing."""
    try:
        if may_cancel(held) or held.outcome is not None:
            booking_cancel(actor=actor, booking=held)
            return redirect("booking", public_id=held.public_id)
        case = own_case(actor, on=clock.today())
        words = text("talking.absent.words", moment=speech.moment(held.starts_at))
        message_send(actor=actor, citizen=case, written=Written(words, held.public_id))
    except DomainError as refused:
        return refusal(request, said(refused), onward=request.path)
    return went(request, text("talking.absent.told"), "cannot_come")
