"""Giving back every time ahead of somebody whose case ends. Inside a transaction."""

from datetime import datetime

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.heard import tell_ended
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_give_back, booking_settle
from staasted.apps.booking.settling import wishes_end_with_case
from staasted.apps.booking.taking import holds_release
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.core.axes import Outcome


def bookings_end(*, actor: Actor, citizen: Citizen) -> None:
    """Cancel the live bookings ahead as by us, however late it is; the citizen's time is locked.

    What has begun and was closed by nobody has an outcome nobody knows. Nobody waits for a time or
    a call any more.
    """
    holds_release(citizen)
    wishes_end_with_case(citizen, now=clock.now())
    live = Booking.objects.select_related("citizen__person", "counsellor", "partner")
    for booking in live.filter(citizen=citizen, outcome=None).order_by("starts_at"):
        if booking.starts_at > clock.now():
            booking_give_back(actor=actor, booking=booking)
        else:
            booking_settle(booking=booking, outcome=Outcome.UNKNOWN)
    tell_ended(citizen)


def has_unclosed(citizen: Citizen, *, now: datetime) -> bool:
    """Whether a conversation has begun that nobody has closed."""
    begun = Booking.objects.filter(citizen=citizen, outcome=None, starts_at__lte=now)
    return begun.exists()
