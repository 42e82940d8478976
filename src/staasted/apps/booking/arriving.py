"""Saying that somebody is here: a mark with its moment, which decides nothing (decision 0034)."""

from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.services import case_lock
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from staasted.core.errors import DomainError

OWN = (Role.CITIZEN, Role.REPRESENTATIVE)


@transaction.atomic
def arrival_mark(*, actor: Actor, booking: Booking) -> Booking:
    """Mark that the citizen is here; again it stays as it was marked first.

    The citizen may around the start, the front desk on the day. Errors: AccessRefused;
    DomainError ``not_live``, ``arrival_not_now``.
    """
    role_require(actor, *OWN, Role.FRONT_DESK)
    current = _held(booking)
    if current.outcome is not None:
        raise DomainError("not_live")
    if current.arrived_at is not None:
        return current
    may = may_arrive if actor.role in OWN else meets_today
    if not may(current, now=clock.now()):
        raise DomainError("arrival_not_now")
    _mark(actor, "arrival_mark", current, clock.now())
    return current


@transaction.atomic
def arrival_undo(*, actor: Actor, booking: Booking) -> Booking:
    """Take the mark back: it was somebody else, or too soon.

    Errors: AccessRefused; DomainError ``not_live``.
    """
    role_require(actor, Role.FRONT_DESK)
    current = _held(booking)
    if current.outcome is not None:
        raise DomainError("not_live")
    if current.arrived_at is not None:
        _mark(actor, "arrival_undo", current, None)
    return current


def may_arrive(booking: Booking, *, now: datetime) -> bool:
    """Whether its citizen may say that they are here: in person, around the start."""
    policy = catalog().policy
    before = timedelta(minutes=policy["arrival_before_minutes"])
    after = timedelta(minutes=policy["arrival_after_minutes"])
    around = booking.starts_at - before <= now <= booking.starts_at + after
    return around and booking.outcome is None and booking.channel == Channel.IN_PERSON


def meets_today(booking: Booking, *, now: datetime) -> bool:
    """Whether the two meet in person on the Danish day it is."""
    here = booking.outcome is None and booking.channel == Channel.IN_PERSON
    return here and danish_day(booking.starts_at) == danish_day(now)


def _held(booking: Booking) -> Booking:
    case_lock(booking.citizen)
    return Booking.objects.select_related("citizen__person", "counsellor").get(pk=booking.pk)


def _mark(actor: Actor, act: str, booking: Booking, at: datetime | None) -> None:
    booking.arrived_at = at
    booking.save(update_fields=["arrived_at"])
    citizens = [booking.citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=citizens, subject=booking.public_id)
