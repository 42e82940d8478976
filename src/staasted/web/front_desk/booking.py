"""Booking for somebody who calls or comes in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.agreements.selectors import newest_channel
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.citizens.staff_access import desk_case
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.invitations.standing import by_summons
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.axes import Origin
from staasted.web.ui.choosing import Way, choice_read, chosen_coach, sent_in
from staasted.web.ui.on_behalf import Behalf, chosen, purposes_page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room


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
    to = ways_of_desk(public_id)
    if choice is None:
        return purposes_page(request, case, to)
    way = Way(case, chosen_coach(case, coach, choice), choice, origin=Origin.BY_STAFF).with_fund()
    take = partial(slot_book, actor=actor, citizen=case, counsellor=way.coach)
    return chosen(request, way, take, own=coach, to=to)


def ways_of_desk(public_id: str, *, here: str = "") -> Behalf:
    """Where the desk's pages lead; ``here`` where the choice is not a new booking's."""
    names = ("desk_person", "desk_book", "desk_wait", "desk_call")
    person, book_at, wait, call = (reverse(name, args=[public_id]) for name in names)
    return Behalf(person, here or book_at, wait, call)
