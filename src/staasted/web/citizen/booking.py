"""Booking oneself in three pages: what for, when, check."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.agreements.selectors import newest_channel
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import bookings_ahead, conversations_of, live_and_wished
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.shown_to import may_choose
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.citizens.kinds import Covers
from staasted.apps.conversations.course import course_of
from staasted.apps.invitations.access import WITH_BOOKING, invited_to
from staasted.apps.invitations.standing import bars_of, by_summons, taken_from
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Visibility
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.law import BookedBy
from staasted.web.citizen.course import law_shown
from staasted.web.citizen.fund import fund_asked
from staasted.web.citizen.times import (
    back_to_choosing,
    check_or_take,
    choice_needed,
    times_page,
)
from staasted.web.ui.choosing import BEST, Way, choice_read, chosen_coach, sent_in
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned, turned_back
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def book_purpose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """1: what should the conversation give you? Who is summoned sees why, and no picker."""
    case = own_case_to_book(actor)
    course = course_of(case, on=clock.today())
    if bars_of(case).deprived or course.arrangement.by is BookedBy.SUMMONS:
        ahead = bookings_ahead(case, now=clock.now())
        told = law_shown(course) | {"bookings": ahead, "taken": taken_from(case)}
        return page(request, "citizen/summoned.html", told)
    shown = _purposes(case) | {"chosen": request.GET.get("formaal", "")}
    return page(request, "citizen/book_purpose.html", shown)


def _purposes(case: Citizen) -> dict[str, object]:
    """What one may choose among, and what one has or waits for already."""
    live, wished = live_and_wished(case)
    invited = {asked.purpose: asked for asked in invited_to(case)}
    return {
        "purposes": [p for p in catalog().purposes.values() if may_choose(p, invited)],
        "booked": {b.purpose: b for b in conversations_of(live) if b.ends_at > clock.now()},
        "invited": invited,
        "wished": wished,
        "names": catalog().purposes,
        "coach": case.coach,
        "best": (BEST, newest_channel(case)),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def book_time(request: HttpRequest, actor: Actor) -> HttpResponse:
    """2: when, and by which channel? What was written at the check is sent along."""
    case = own_case_to_book(actor)
    coach, choice = case.coach, choice_read(sent_in(request), wished=lambda: newest_channel(case))
    if coach is None or _summoned(case):
        return turned_back(request, "book_purpose")  # which says why
    if choice is None:
        return returned(request, text("citizen.book.choose_purpose"), "book_purpose")
    way = Way(case, chosen_coach(case, coach, choice), choice).with_fund()
    return _not_theirs(request, way) or fund_asked(way) or times_page(request, way)


def _not_theirs(request: HttpRequest, way: Way) -> HttpResponse | None:
    """Back to choosing, with why, where the purpose is not shown to the citizen; to the booking
    where they have just made it."""
    purpose, invited = way.choice.purpose, {asked.purpose for asked in invited_to(way.case)}
    if may_choose(purpose, invited):
        return None
    for held in conversations_of(bookings_ahead(way.case, now=clock.now())):
        if held.purpose == purpose.slug:
            return redirect("booking", public_id=held.public_id)
    staff = purpose.visibility is Visibility.STAFF
    why = said(DomainError("purpose_by_staff" if staff else "purpose_by_invitation"))
    return returned(request, str(why), "book_purpose")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def book_check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """3: check, and book."""
    case = own_case_to_book(actor)
    coach, choice = case.coach, choice_read(sent_in(request))
    if coach is None or _summoned(case):
        return turned_back(request, "book_purpose")  # which says why
    if choice_needed(choice):
        return back_to_choosing(request, choice)
    held_by = chosen_coach(case, coach, choice)
    take = partial(slot_book, actor=actor, citizen=case, counsellor=held_by)
    way = Way(case, held_by, choice).with_fund()
    looks = request.method != "POST"  # the service refuses an act, and knows one done twice
    hidden = _not_theirs(request, way) if looks else None
    return hidden or fund_asked(way) or check_or_take(request, way, take)


def own_case_to_book(actor: Actor) -> Citizen:
    """One's own case, and everything about how one books."""
    of_today = {"on": clock.today(), "asked": WITH_BOOKING}
    return own_case(actor, covers=Covers.CONVERSATIONS, **of_today)


def _summoned(case: Citizen) -> bool:
    return by_summons(case, on=clock.today())
