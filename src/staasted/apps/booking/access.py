"""Fetching bookings: the citizen's own, or those of the counsellor's own caseload."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.booking.models import Booking
from staasted.apps.booking.selectors import day_bounds
from staasted.apps.citizens.access import (
    Choose,
    Citizen,
    NotYours,
    caseload_refs,
    read_chosen,
    role_require,
)


def own_booking(actor: Actor, public_id: str) -> Booking:
    """One of the citizen's own bookings. Errors: AccessRefused, NotYours."""
    role_require(actor, Role.CITIZEN)
    return _noted(_bookings().filter(citizen__person_id=actor.person_id, public_id=public_id))


def booking_of_caseload(actor: Actor, public_id: str, *, on: date) -> Booking:
    """A booking of a citizen in the counsellor's own caseload. Errors: as above."""
    role_require(actor, Role.COUNSELLOR)
    mine = caseload_refs(actor, on=on)
    return _noted(_bookings().filter(citizen__in=mine, public_id=public_id))


def bookings_of_day(actor: Actor, *, on: date) -> Sequence[Booking]:
    """The own caseload's bookings of a Danish day, and live ones from before, whoever holds them.

    In order of time; a move leaves the old time out, the new one stands.
    """
    role_require(actor, Role.COUNSELLOR)
    starts, ends = day_bounds(on)
    of_the_day = Q(starts_at__gte=starts, moved_to=None)
    held = _bookings().filter(citizen__in=caseload_refs(actor, on=on), starts_at__lt=ends)
    found = list(held.filter(Q(outcome=None) | of_the_day).order_by("starts_at"))
    note(booking.citizen.public_id for booking in found)
    return found


def caseload_without_booking(actor: Actor, *, on: date, choose: Choose) -> Sequence[Citizen]:
    """Those of the own caseload who have no live booking, as far as ``choose`` picks them."""
    booked = Booking.objects.filter(outcome=None)
    free = caseload_refs(actor, on=on).exclude(pk__in=booked.values("citizen"))
    return read_chosen(free, choose)


def _bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related("citizen__person", "counsellor")


def _noted(bookings: QuerySet[Booking]) -> Booking:
    booking = bookings.first()
    if booking is None:
        raise NotYours
    note([booking.citizen.public_id])
    return booking
