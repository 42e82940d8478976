"""Summoning to the first conversation: the counsellor finds the time, the citizen sees why."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.selectors import conversations_of, live_bookings
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.catalog.speech import danish_date
from staasted.catalog.texts import text
from staasted.core.axes import Origin
from staasted.core.slots import Search, free_times, why_none
from staasted.web.ui.duties import rule_shown
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, said
from staasted.web.ui.times import day_read, days, start_read, written

FIRST = "first_conversation"


@dataclass(frozen=True, slots=True)
class Summons:
    """Who is to be summoned by whom, and where they stand under the law."""

    case: Citizen
    coach: Person
    course: Course

    @property
    def purpose(self) -> Purpose:
        """The first conversation."""
        return catalog().purposes[FIRST]

    def request(self, starts_at: datetime) -> Request:
        """What is booked: a summons has one channel, the one the law knows for the first."""
        return Request(starts_at, self.purpose, self.purpose.channels[0], Origin.SUMMONED)

    def search(self) -> Search:
        """The times the two could meet."""
        return search_for(
            citizen=self.case,
            counsellor=self.coach,
            purpose=self.purpose,
            channel=self.purpose.channels[0],
            now=clock.now(),
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def summon(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """List the times, ask once, then book and go back to the citizen."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.BOOK)
    course = course_of(case, on=clock.today())
    if not course.may_be_summoned:
        why = text("counsellor.summon.books_oneself")
        return returned(request, why, "citizen", public_id=public_id)
    if conversations_of(live_bookings(case)):
        return returned(request, text("counsellor.summon.has_time"), "citizen", public_id=public_id)
    summons = Summons(case, request.user.person, course)
    if request.method == "POST":
        return _book(request, actor, summons)
    return _times(request, summons, starts_at=start_read(request.GET.get("tid", "")))


def _book(request: HttpRequest, actor: Actor, summons: Summons) -> HttpResponse:
    starts_at = start_read(request.POST.get("tid", ""))
    if starts_at is None:
        why, place = text("counsellor.summon.choose_time"), summons.case.public_id
        return returned(request, why, "summon", public_id=place)
    wanted, case = summons.request(starts_at), summons.case
    try:
        slot_book(actor=actor, citizen=case, counsellor=summons.coach, request=wanted)
    except SlotRefused as lost:
        return _times(request, summons, refused=lost)
    return redirect("citizen", public_id=case.public_id)


def _times(
    request: HttpRequest,
    summons: Summons,
    *,
    starts_at: datetime | None = None,
    refused: SlotRefused | None = None,
) -> HttpResponse:
    """The check of a time that is free; else the times, and why the one asked for is not."""
    search, rule = summons.search(), summons.course.arrangement.rule
    if starts_at is not None:
        refused = summons.request(starts_at).refused_by(search)
        starts_at = None if refused else starts_at
    free = free_times(search)
    shown = {
        "case": summons.case,
        "purpose": summons.purpose,
        "today": summons.course.on,
        "due": summons.course.due,
        "days": days(free, day_read(request.GET.get("dag", ""))),
        "why_none": why_none(search) if not free else None,
        "starts_at": starts_at,
        "start_written": written(starts_at) if starts_at else "",
        "written": written,
        "refused": refused,
        "refusal": said(refused) if refused else None,
        "after_due": bool(starts_at and summons.course.is_too_late(danish_date(starts_at))),
        "arrangement": rule_shown(rule, reader=Reader.STAFF) if rule else None,
    }
    status = 409 if request.method == "POST" and refused else 200
    return page(request, "counsellor/summon.html", shown, status=status)
