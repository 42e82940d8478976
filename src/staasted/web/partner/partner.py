"""Partnerens rum: the citizens one is invited to, until when, for what, and one's own times."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import partners_bookings, partners_unclosed
from staasted.apps.citizens.staff_access import invited
from staasted.apps.org.clock import clock
from staasted.apps.talking.partner_access import partner_unread
from staasted.catalog.loader import catalog
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.PARTNER)
def partner(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom one is invited to, and the conversations ahead one holds oneself."""
    invitations = invited(actor, on=clock.today())
    shown = {
        "invitations": invitations,
        "bookings": partners_bookings(actor, invitations, now=clock.now()),
        "unread": partner_unread(actor, invitations),
        "unclosed": partners_unclosed(actor, invitations, now=clock.now()),
        "purposes": catalog().purposes,
    }
    return page(request, "partner/partner.html", shown)
