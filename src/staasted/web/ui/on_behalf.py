"""Booking for a citizen who calls or comes in: the choices they would have had, in the same data.

The front desk's pages and a counsellor's are the same; ``Behalf`` says where they lead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from staasted.apps.agreements.selectors import newest_channel
from staasted.apps.booking.access import Booking
from staasted.apps.booking.interpreting import Interpreting, interpreting_of
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.selectors import bookings_ahead, conversations_of
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.web.ui.choosing import BEST, Way
from staasted.web.ui.failures import refusal
from staasted.web.ui.interpreting import interpreting_read
from staasted.web.ui.nearest import offered
from staasted.web.ui.page import page
from staasted.web.ui.saying import said
from staasted.web.ui.times import day_read, days, written


@dataclass(frozen=True, slots=True)
class Behalf:
    """Addresses: of the citizen's page, of the choice, of the two ways out, and of where it is
    written what the citizen says of the a-kasse, "" for who may not."""

    person: str
    here: str
    wait: str
    call: str
    answer: str = ""


def purposes_page(request: HttpRequest, case: Citizen, to: Behalf) -> HttpResponse:
    """What the conversation should give; what is booked already is not on the list."""
    ahead = conversations_of(bookings_ahead(case, now=clock.now()))
    booked = {booking.purpose for booking in ahead}
    own = [p for p in catalog().purposes.values() if p.self_bookable and p.slug not in booked]
    shown = {"case": case, "purposes": own, "best": (BEST, newest_channel(case)), "to": to}
    return page(request, "parts/book_for_purpose.html", shown)


def chosen(
    request: HttpRequest, way: Way, take: Callable[..., Booking], *, own: Person, to: Behalf
) -> HttpResponse:
    """Show the times, or the check of the one chosen; once it is sent, let ``take`` book or move,
    and back to the citizen; a time that is lost leads to the next ones."""
    if request.method != "POST" or way.choice.starts_at is None:
        return _times(request, way, own=own, to=to)
    wish = way.moving.wish if way.moving else ""
    try:
        interpreting = interpreting_read(request.POST)
        take(request=way.request(wish=wish, interpreting=interpreting))
    except SlotRefused as lost:
        return _times(request, way, lost, own=own, to=to)
    except DomainError as refused:
        return refusal(request, said(refused), onward=to.person)
    return redirect(to.person)


def _interpreting(way: Way) -> Interpreting:
    """What a booking that is moved has, else what is known of the citizen."""
    if way.moving is None:
        return interpreting_of(way.case)
    return Interpreting(way.moving.interpreter, way.moving.interpreter_language)


def _times(
    request: HttpRequest, way: Way, lost: SlotRefused | None = None, *, own: Person, to: Behalf
) -> HttpResponse:
    """The check of a time that is free; else the times, and why the one asked for is not."""
    asked = way.choice.starts_at
    refused = lost or (way.request().refused_by(way.search()) if asked else None)
    found = None if asked and not refused else offered(request, way)
    shown = {
        "case": way.case,
        "coach": way.coach,
        "joins": way.joins,
        "lasts": way.lasts,
        "unasked": way.fund is not None and way.fund.answer is None,
        "choice": way.choice,
        "to": to,
        "moving": way.moving,
        "starts_at": None if refused else asked,
        "days": days(found.free, day_read(request.GET.get("dag", ""))) if found else [],
        "offered": found,
        "own_coach": own if own != way.coach else None,
        "refused": refused,
        "refusal": said(refused) if refused else None,
        "written": written,
        "interpreting": _interpreting(way) if asked and not refused else None,
    }
    return page(request, "parts/book_for.html", shown, status=409 if lost else 200)
