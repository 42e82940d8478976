"""Closing a conversation: one form, one submit, one transaction."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.following import Position, proposed_cadence, reasons_as_data
from staasted.apps.agreements.selectors import ContactAgreement, agreement_in_force
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, Reach, booking_reached
from staasted.apps.booking.selectors import closed_since
from staasted.apps.conversations.course import Course, course_of, recorded_of
from staasted.apps.conversations.services import conversation_close
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom, Outcome
from staasted.core.cadence import CadenceProposal
from staasted.core.errors import DomainError
from staasted.web.counsellor.closing_form import ClosingForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, reasons_said, said

RECENT = 3  # earlier conversations beside the form


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def closing(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Register outcome, minutes, note and next contact together."""
    booking = booking_reached(actor, public_id, on=clock.today())
    course = course_of(booking.citizen, on=clock.today())
    agreement = agreement_in_force(booking.citizen)
    cadence = _proposed(course, agreement)
    form = ClosingForm(request.POST or None, initial=_initial(booking, cadence))
    sent = request.method == "POST" and form.is_valid()
    if sent and _closed(actor, booking, form, weeks=course.weeks):
        return _onward(booking)
    if closed_since(booking):
        return _already(request, booking, agreement)
    past = [] if _holds(booking) else course.history[:RECENT]
    shown = {"form": form, "agreement": agreement, "held": past}
    shown |= _shown(booking, cadence)
    return page(request, "counsellor/closing.html", shown, status=400 if form.errors else 200)


def _holds(booking: Booking) -> bool:
    """Whether the case is somebody else's by now, and only this conversation the actor's."""
    return booking.citizen.reach == Reach.HOLDS


def _onward(booking: Booking) -> HttpResponse:
    """To the citizen; to the day, where the citizen is somebody else's."""
    if _holds(booking):
        return redirect("today")
    return redirect("citizen", public_id=booking.citizen.public_id)


def _already(
    request: HttpRequest, booking: Booking, agreement: ContactAgreement | None
) -> HttpResponse:
    """What was recorded, and what somebody has written to it since: no form to send again."""
    shown = {
        "booking": booking,
        "holds": _holds(booking),
        "recorded": recorded_of(booking),
        "written": request.POST.get("note", ""),
        "agreement": agreement,
        "purposes": catalog().purposes,
        "today": clock.today(),
    }
    status = 409 if request.method == "POST" else 200
    return page(request, "counsellor/closed.html", shown, status=status)


def _closed(actor: Actor, booking: Booking, form: ClosingForm, *, weeks: int | None) -> bool:
    """Close, or tell the form why not: what was written stands there still."""
    try:
        conversation_close(actor=actor, booking=booking, closing=form.closing(weeks=weeks))
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True


def _shown(booking: Booking, cadence: CadenceProposal) -> dict[str, object]:
    return {
        "booking": booking,
        "holds": _holds(booking),
        "begun": booking.starts_at <= clock.now(),
        "purpose": catalog().purposes[booking.purpose],
        "proposed": cadence,
        "today": clock.today(),
        "reasons": reasons_said(reasons_as_data(cadence.reasons), reader=Reader.STAFF),
        "purposes": catalog().purposes,
    }


def _proposed(course: Course, agreement: ContactAgreement | None) -> CadenceProposal:
    """What the policy proposes next, as if this conversation had been held."""
    freedom = Freedom(agreement.freedom) if agreement else Freedom.CHECK_INS
    due = course.due if course.first_held else None
    return proposed_cadence(freedom=freedom, position=Position(weeks=course.weeks, law_due=due))


def _initial(booking: Booking, cadence: CadenceProposal) -> dict[str, object]:
    return {
        "outcome": Outcome.HELD.value,
        "minutes": (booking.ends_at - booking.starts_at) // timedelta(minutes=1),
        "freedom": cadence.freedom.value,
        "next_to": cadence.latest,
        "next_channel": booking.channel,
    }
