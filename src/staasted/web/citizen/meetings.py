"""Møder: what one can join, one meeting, signing up, and giving the seat back."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.citizens.kinds import Covers
from staasted.apps.meetings.access import OwnPart, own_part
from staasted.apps.meetings.selectors import (
    GroupMeeting,
    meetings_open_to,
    place_in_list,
    seats_of,
    waits_of,
)
from staasted.apps.meetings.services import meeting_join, meeting_leave
from staasted.apps.meetings.video import video_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.speech import danish_date
from staasted.core.axes import SEATED, Channel, ConversationForm
from staasted.core.errors import DomainError
from staasted.web.ui.addresses import address
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def meetings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The meetings ahead, by day; by kind where one is chosen."""
    case = own_case(actor, on=clock.today(), covers=Covers.CONVERSATIONS)
    form = _form_read(request.GET.get("slags", ""))
    shown = {
        "days": _by_day(meetings_open_to(case, form=form)),
        "forms": SEATED,
        "form": form,
        "seated": {seat.meeting_id for seat in seats_of(case)},
        "waits": {wait.meeting_id for wait in waits_of(case)},
        "now": clock.now(),
    }
    return page(request, "citizen/meetings.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def meeting(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One meeting, and what one has to do with it."""
    part = own_part(actor, public_id, on=clock.today())
    return page(request, "citizen/meeting.html", _shown(part))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def join(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Look once more, and sign up: a seat, or a place in the list."""
    part = own_part(actor, public_id, on=clock.today())
    if request.method == "POST":
        return _done(request, part, lambda: _join(actor, part))
    full = part.meeting.taken_count >= part.meeting.seats
    if part.seat is not None or (part.wait is not None and full):
        return redirect("meeting", public_id=public_id)
    return page(request, "citizen/meeting_join.html", _shown(part))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def leave(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Ask once, then give the seat back or leave the list."""
    part = own_part(actor, public_id, on=clock.today())
    if request.method == "POST":
        return _done(
            request,
            part,
            lambda: meeting_leave(actor=actor, citizen=part.case, meeting=part.meeting),
        )
    if part.seat is None and part.wait is None:
        return redirect("meeting", public_id=public_id)
    return page(request, "citizen/meeting_leave.html", _shown(part))


def _join(actor: Actor, part: OwnPart) -> object:
    return meeting_join(actor=actor, citizen=part.case, meeting=part.meeting)


def _done(request: HttpRequest, part: OwnPart, act: object) -> HttpResponse:
    """Do it, and back to the meeting, which says how it stands; refused, it says why."""
    onward = address("meeting", public_id=part.meeting.public_id)
    try:
        act()
    except DomainError as refused:
        return refusal(request, said(refused), onward=onward)
    return redirect(onward)


def _shown(part: OwnPart) -> dict[str, object]:
    meeting, now = part.meeting, clock.now()
    purpose = catalog().purposes[meeting.purpose]
    until = meeting.starts_at - timedelta(hours=purpose.cancel_until_hours)
    return {
        "meeting": meeting,
        "part": part,
        "video": video_of(meeting) if part.seat and meeting.channel == Channel.VIDEO else None,
        "free": meeting.seats - meeting.taken_count,
        "number": place_in_list(part.wait) if part.wait else 0,
        "open": meeting.cancelled_at is None and now < meeting.join_until_at,
        "ahead": now < meeting.starts_at,
        "in_time": now <= until,
        "hours": purpose.cancel_until_hours,
        "now": now,
    }


def _by_day(found: Sequence[GroupMeeting]) -> list[tuple[date, list[GroupMeeting]]]:
    by_day = groupby(found, key=lambda each: danish_date(each.starts_at))
    return [(day, list(that_day)) for day, that_day in by_day]


def _form_read(written: str) -> ConversationForm | None:
    """The kind in an address; None where it is none of these."""
    return next((form for form in SEATED if form.value == written), None)
