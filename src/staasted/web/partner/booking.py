"""Booking for a citizen one is invited to: their own choices, with their coach, for that purpose.

A partner learns whether a time can be had, never why it cannot.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.shown_to import shown_to
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.citizens.staff_access import PartnerInvitation, invited_to_case
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.invitations.standing import by_summons
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.texts import text
from staasted.core.axes import Origin
from staasted.core.errors import DomainError
from staasted.core.slots import free_times
from staasted.web.ui.choosing import Way, choice_read, sent_in
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.times import day_read, days, written

TAKEN = "self_booking_taken"
"""What a partner is not told: only that the coach finds the time."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.PARTNER)
def book(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """When, and by which channel: one address, and the choice travels in it."""
    today = clock.today()
    invitation = invited_to_case(actor, public_id, on=today, asked=WITH_BOOKING)
    case = invitation.citizen
    coach = counsellor_of(case, on=today)
    way = _way(request, invitation, coach)
    if way is None or by_summons(case, on=today):
        return returned(request, text("partner.book.by_coach"), "partner")
    if request.method == "POST" and way.choice.starts_at is not None:
        return _taken(request, actor, invitation, way)
    return _times(request, invitation, way)


def _way(request: HttpRequest, invitation: PartnerInvitation, coach: Person | None) -> Way | None:
    """The choice with the citizen's own coach; the purpose is the invitation's."""
    sent = sent_in(request) | {"formaal": invitation.purpose, "hos": ""}
    choice = choice_read(sent, wished=lambda: invitation.channel)
    on = clock.today()
    if coach is None or choice is None or not shown_to(invitation.citizen, choice.purpose, on=on):
        return None
    return Way(invitation.citizen, coach, choice, origin=Origin.BY_PARTNER).with_fund()


def _taken(
    request: HttpRequest, actor: Actor, invitation: PartnerInvitation, way: Way
) -> HttpResponse:
    """Book; a time that is lost leads to the next ones."""
    try:
        slot_book(actor=actor, citizen=way.case, counsellor=way.coach, request=way.request())
    except SlotRefused as lost:
        return _times(request, invitation, way, lost)
    except DomainError as refused:
        if refused.code == TAKEN:
            return returned(request, text("partner.book.by_coach"), "partner")
        return refusal(request, said(refused), onward=reverse("partner"))
    return returned(request, text("partner.book.booked"), "partner")


def _times(
    request: HttpRequest, invitation: PartnerInvitation, way: Way, lost: SlotRefused | None = None
) -> HttpResponse:
    """The check of a time that is free; else the times."""
    asked, search = way.choice.starts_at, way.search()
    refused = lost or (way.request().refused_by(search) if asked else None)
    shown = {
        "invitation": invitation,
        "coach": way.coach,
        "choice": way.choice,
        "lasts": way.lasts,
        "starts_at": None if refused else asked,
        "days": days(free_times(search), day_read(request.GET.get("dag", ""))),
        "refused": refused,
        "refusal": said(refused) if refused else None,
        "written": written,
    }
    return page(request, "partner/book.html", shown, status=409 if lost else 200)
