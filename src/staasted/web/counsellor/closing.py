"""Closing a conversation: one form, one submit, one transaction."""

from collections.abc import Mapping
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
from staasted.apps.conversations.correcting import corrections_of, may_undo
from staasted.apps.conversations.course import Course, course_of, recorded_of
from staasted.apps.conversations.services import conversation_close
from staasted.apps.effort.effects import Thought
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.speech import danish_date
from staasted.catalog.texts import text
from staasted.core.axes import Channel, ConversationForm, Freedom, Holder, Outcome
from staasted.core.cadence import CadenceProposal
from staasted.core.errors import DomainError
from staasted.web.counsellor.closing_form import ClosingForm
from staasted.web.counsellor.closing_note import KEEP, KEPT_AT, note_drop, note_kept, note_of
from staasted.web.counsellor.effect import effect_shown
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, reasons_said, said

RECENT = 3  # earlier conversations beside the form
LOOK = "vis_betydning"
"""The button that shows what it would mean, and saves nothing."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def closing(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Register outcome, minutes, note, next contact and what the citizen reads, together."""
    if KEEP in request.POST:
        return note_kept(request, actor, public_id)
    booking = booking_reached(actor, public_id, on=clock.today())
    if booking.outcome is not None and request.method != "POST":
        return _already(request, actor, booking)
    return _form(request, actor, booking)


def _form(request: HttpRequest, actor: Actor, booking: Booking) -> HttpResponse:
    """The form, and closing what it says; what somebody else has closed meanwhile is shown."""
    course = course_of(booking.citizen, on=clock.today())
    cadence = _proposed(course, agreement := agreement_in_force(booking.citizen))
    kept = note_of(actor, booking.public_id)
    form = ClosingForm(request.POST or None, initial=_initial(booking, cadence, kept))
    sent = form.is_bound and LOOK not in request.POST and form.is_valid()
    if sent and _closed(actor, booking, form, weeks=course.weeks):
        return _onward(booking)
    if closed_since(booking):
        return _already(request, actor, booking)
    shown = _shown(actor, booking, course, cadence, form) | {"agreement": agreement}
    return page(request, "counsellor/closing.html", shown, status=400 if form.errors else 200)


def _holds(booking: Booking) -> bool:
    """Whether the case is somebody else's by now, and only this conversation the actor's."""
    return booking.citizen.reach == Reach.HOLDS


def _onward(booking: Booking) -> HttpResponse:
    """To the citizen; to the day, where the citizen is somebody else's."""
    if _holds(booking):
        return redirect("today")
    return redirect("citizen", public_id=booking.citizen.public_id)


def _already(request: HttpRequest, actor: Actor, booking: Booking) -> HttpResponse:
    """What was recorded, and what somebody has written to it since: no form to send again."""
    recorded, today = recorded_of(booking), clock.today()
    shown = {
        "booking": booking,
        "holds": _holds(booking),
        "recorded": recorded,
        "corrections": corrections_of(booking),
        "may_undo": bool(recorded) and may_undo(actor, recorded[0], clock.now()),
        "written": request.POST.get("note", ""),
        "agreement": agreement_in_force(booking.citizen),
        "purposes": catalog().purposes,
        "today": today,
    }
    status = 409 if request.method == "POST" else 200
    return page(request, "counsellor/closed.html", shown, status=status)


def _closed(actor: Actor, booking: Booking, form: ClosingForm, *, weeks: int | None) -> bool:
    """Close, and forget the draft; or tell the form why not: what was written stands there."""
    try:
        conversation_close(actor=actor, booking=booking, closing=form.closing(weeks=weeks))
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    note_drop(actor, booking.public_id)
    return True


def _shown(
    actor: Actor, booking: Booking, course: Course, cadence: CadenceProposal, form: ClosingForm
) -> dict[str, object]:
    holds = _holds(booking)
    return {
        "form": form,
        "keep": KEEP,
        "look": LOOK,
        "held": [] if holds else course.history[:RECENT],
        "booking": booking,
        "holds": holds,
        "begun": booking.starts_at <= clock.now(),
        "purpose": catalog().purposes[booking.purpose],
        "proposed": cadence,
        "today": clock.today(),
        "reasons": reasons_said(reasons_as_data(cadence.reasons), reader=Reader.STAFF),
        "purposes": catalog().purposes,
        "effects_told": _effects(actor, booking, form),
        "kept_at": form.initial.get(KEPT_AT),
    }


def _effects(actor: Actor, booking: Booking, form: ClosingForm) -> list[dict[str, object]]:
    """What this conversation and the next would mean, where that was asked for; nothing is kept."""
    if LOOK not in form.data or _holds(booking):
        return []
    form.is_valid()
    sent, held_by = form.cleaned_data, Holder(booking.held_by)
    thoughts = []
    if sent.get("outcome") == Outcome.HELD:
        on, how = danish_date(booking.starts_at), Channel(booking.channel)
        thoughts.append(Thought(on, ConversationForm(booking.form), how, held_by))
    if sent.get("next_to"):
        how = Channel(sent.get("next_channel") or booking.channel)
        thoughts.append(Thought(sent["next_to"], channel=how))
    return [effect_shown(actor, booking.citizen, each) for each in thoughts]


def _proposed(course: Course, agreement: ContactAgreement | None) -> CadenceProposal:
    """What the policy proposes next, as if this conversation had been held."""
    freedom = Freedom(agreement.freedom) if agreement else Freedom.CHECK_INS
    due = course.due if course.first_held else None
    return proposed_cadence(freedom=freedom, position=Position(weeks=course.weeks, law_due=due))


def _initial(
    booking: Booking, cadence: CadenceProposal, kept: Mapping[str, object]
) -> dict[str, object]:
    """The agreement's own defaults; what was saved for now stands before them."""
    told = text("after_talk.words.start", purpose=catalog().purposes[booking.purpose].words.name)
    return {
        "outcome": Outcome.HELD.value,
        "minutes": (booking.ends_at - booking.starts_at) // timedelta(minutes=1),
        "freedom": cadence.freedom.value,
        "next_to": cadence.latest,
        "next_channel": booking.channel,
        "words": told,
    } | kept
