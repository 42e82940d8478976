"""Fetching bookings: the citizen's own, or those of the counsellor's own caseload."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.booking.models import Booking
from staasted.apps.booking.selectors import day_bounds
from staasted.apps.citizens.access import NotYours, caseload_refs, role_require


def own_booking(actor: Actor, public_id: str) -> Booking:
    """One of the citizen's own bookings. Errors: AccessRefused, NotYours."""
    role_require(actor, Role.CITIZEN)
    return _noted(_bookings().filter(citizen__person_id=actor.person_id, public_id=public_id))


def booking_of_caseload(actor: Actor, public_id: str, *, on: date) -> Booking:
    """A booking of a citizen in the counsellor's own caseload. Errors: as above."""
    role_require(actor, Role.COUNSELLOR)
    mine = caseload_refs(actor, on=on)
    return _noted(_bookings().filter(citizen__in=mine, public_id=public_id))


def caseload_bookings(actor: Actor, *, on: date) -> Sequence[Booking]:
    """Every live booking of the own caseload, and those of a Danish day whatever became of them.

    In order of time; a move leaves the old time out, the new one stands.
    """
    role_require(actor, Role.COUNSELLOR)
    starts, ends = day_bounds(on)
    of_the_day = Q(starts_at__gte=starts, starts_at__lt=ends, moved_to=None)
    held = _bookings().filter(citizen__in=caseload_refs(actor, on=on))
    found = list(held.filter(Q(outcome=None) | of_the_day).order_by("starts_at"))
    note(booking.citizen.public_id for booking in found)
    return found


def _bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related("citizen__person", "counsellor")


def _noted(bookings: QuerySet[Booking]) -> Booking:
    booking = bookings.first()
    if booking is None:
        raise NotYours
    note([booking.citizen.public_id])
    return booking
