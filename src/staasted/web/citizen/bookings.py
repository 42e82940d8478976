"""A booking one has: its receipt, moving it in one act, and cancelling."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, own_booking
from staasted.apps.booking.arriving import arrival_mark, may_arrive
from staasted.apps.booking.selectors import bookings_ahead, conversations_of, moved_from
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.booking.shown_to import shown_to
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.invitations.standing import bars_of
from staasted.apps.meetings.selectors import meeting_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.catalog.texts import text
from staasted.core.axes import SEATED, Channel, Origin, Outcome
from staasted.core.errors import DomainError
from staasted.web.citizen.booking import own_case_to_book
from staasted.web.citizen.fund import fund_asked
from staasted.web.citizen.times import OTHER_TIME, check_or_take, choice_needed, times_page
from staasted.web.ui.choosing import (
    Choice,
    Way,
    choice_read,
    chosen_coach,
    has_no_holder,
    sent_to_move,
)
from staasted.web.ui.failures import refusal
from staasted.web.ui.nearest import soonest
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned, turned_back
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

CANCELLED = (Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def booking(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The receipt: what was booked, what happens next, and how to change it."""
    held = own_booking(actor, public_id, on=clock.today())
    seat = meeting_of(held)
    if seat is not None:
        return redirect("meeting", public_id=seat.public_id)
    return _receipt(request, held)


def _receipt(request: HttpRequest, held: Booking) -> HttpResponse:
    shown = {
        "booking": held,
        "moved_from": moved_from(held),
        "purpose": _purpose(held),
        "now": clock.now(),
        "may_arrive": may_arrive(held, now=clock.now()),
        "ahead": held.outcome is None and held.starts_at > clock.now(),
        "summoned": held.origin == Origin.SUMMONED,
        "movable": _movable(held),
    }
    return page(request, "citizen/booking.html", shown | _new_times(held))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def here(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Say that one is here; the coach sees it."""
    held = own_booking(actor, public_id, on=clock.today())
    if request.method != "POST":
        return _receipt(request, held)
    receipt = reverse("booking", kwargs={"public_id": public_id})
    try:
        arrival_mark(actor=actor, booking=held)
    except DomainError as refused:
        return refusal(request, said(refused), onward=receipt)
    return redirect(receipt)


def _new_times(held: Booking) -> dict[str, object]:
    """The next free times for what was cancelled, with the coach of today, then with colleagues.

    Nothing for whoever is summoned, has a time for it again, or whom nobody can meet.
    """
    none: dict[str, object] = {"again": None, "new_times": None}
    purpose, cancelled = _purpose(held), held.outcome in CANCELLED and not held.moved_to_id
    theirs = shown_to(held.citizen, purpose, on=clock.today())
    if not (cancelled and theirs) or held.citizen.closed_on is not None:
        return none
    ahead = conversations_of(bookings_ahead(held.citizen, now=clock.now()))
    again = {booking.purpose: booking for booking in ahead}
    if held.purpose in again:
        return none | {"again": again[held.purpose]}
    coach = counsellor_of(held.citizen, on=clock.today())
    if coach is None or held.origin == Origin.SUMMONED:
        return none
    choice = Choice(purpose, Channel(held.channel))
    way = Way(held.citizen, coach, choice).with_fund()
    found = soonest(way, catalog().policy["times_after_losing"])
    shown = {"new_times": found, "choice": choice, "coach": coach, "other_time": OTHER_TIME}
    return none | shown


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def move(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Choose another time, and another channel if one likes; with the coach one has now."""
    held = own_booking(actor, public_id, on=clock.today())
    if not _movable(held):
        return _too_late(request, held)
    way = _way(request, actor, held)
    return _refused(request, held, way) or fund_asked(way) or times_page(request, way)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def move_check(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Check the new time, and move."""
    held = own_booking(actor, public_id, on=clock.today())
    way = _way(request, actor, held)
    if not _movable(held):
        return _too_late(request, held)
    not_theirs = _refused(request, held, way)
    if not_theirs is not None:
        return not_theirs
    if choice_needed(way.choice):
        why = text("citizen.book.choose_time")
        return returned(request, why, "booking_move", public_id=public_id)
    take = partial(booking_move, actor=actor, booking=held, counsellor=way.coach)
    return check_or_take(request, way, take)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def cancel(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once, then give the time back and show the way to a new one."""
    held = own_booking(actor, public_id, on=clock.today())
    if request.method == "POST":
        return _cancel(request, actor, held)
    if not _changeable(held, hours=_purpose(held).cancel_until_hours):
        return _too_late(request, held)
    shown = {"booking": held, "purpose": _purpose(held)}
    return page(request, "citizen/booking_cancel.html", shown)


def _cancel(request: HttpRequest, actor: Actor, held: Booking) -> HttpResponse:
    """Give the time back; refused, the way on is the booking as it is now."""
    receipt = reverse("booking", kwargs={"public_id": held.public_id})
    try:
        booking_cancel(actor=actor, booking=held)
    except DomainError as refused:
        return refusal(request, said(refused), onward=receipt)
    return redirect(receipt)


def _too_late(request: HttpRequest, held: Booking) -> HttpResponse:
    """Back to the receipt, which says what can be done instead."""
    why = text("citizen.book.not_changeable")
    return returned(request, why, "booking", public_id=held.public_id)


def _purpose(held: Booking) -> Purpose:
    return catalog().purposes[held.purpose]


def _changeable(held: Booking, *, hours: int) -> bool:
    """Whether it is the citizen's to change, and not later than so many hours before it.

    A seat in a meeting is given back on the meeting's page.
    """
    in_time = held.starts_at - clock.now() >= timedelta(hours=hours)
    theirs = held.origin != Origin.SUMMONED and held.form not in SEATED
    return held.outcome is None and theirs and in_time


def _movable(held: Booking) -> bool:
    """Whether it is the citizen's to move: their own, or a summoned one whose letter says so."""
    hours = _purpose(held).move_until_hours
    if held.origin != Origin.SUMMONED or held.movable_until_on is None:
        return _changeable(held, hours=hours)
    in_time = held.starts_at - clock.now() >= timedelta(hours=hours)
    return held.outcome is None and in_time


def _barred(way: Way) -> bool:
    """Whether the right to choose a time is taken away: a summons is moved as its letter says."""
    return way.origin is not Origin.SUMMONED and bars_of(way.case).deprived


def _refused(request: HttpRequest, held: Booking, way: Way) -> HttpResponse | None:
    """The way out where one may not choose, or nobody can hold it; None where they may move it."""
    if _barred(way):
        return turned_back(request, "book_purpose")  # which says why
    if has_no_holder(held, way.case.coach):
        why = text("changing.no_coach", phone=settings.STAASTED.office_phone)
        return returned(request, why, "booking", public_id=held.public_id)
    return None


def _way(request: HttpRequest, actor: Actor, held: Booking) -> Way:
    """The way to another time: the purpose stays; the coach is the one of today.

    Who has no coach today moves it with the one who holds it.
    """
    case = own_case_to_book(actor)
    sent = sent_to_move(request, held)
    choice = choice_read(sent, wished=lambda: held.channel, moves=True)
    coach = chosen_coach(case, case.coach or held.counsellor, choice)
    summoned = held.origin == Origin.SUMMONED
    origin = Origin.SUMMONED if summoned else Origin.OWN_CHOICE
    return Way(case, coach, choice, moving=held, origin=origin).with_fund()
