"""Days the whole office is closed: told by the administrator, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import (
    Booking,
    ClosedFor,
    ClosingDay,
    Opening,
    OpeningSeries,
    Resource,
)
from staasted.apps.booking.patterns import pattern_of
from staasted.apps.booking.series import days_lay
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import administrator_require, day_require
from staasted.core.errors import DomainError


@transaction.atomic
def closing_day_make(*, actor: Actor, on: date, name: str) -> ClosingDay:
    """Close the office on a day: its openings close, but for series that are open on holidays.

    What is booked stays. Told again it answers with the same day. Errors: AccessRefused;
    DomainError ``closing_day_without_name``, ``day_has_passed``.
    """
    administrator_require(actor)
    day_require(on, earliest=clock.today())
    if not name.strip():
        raise DomainError("closing_day_without_name")
    _rows_hold(on)
    known = ClosingDay.objects.filter(on=on, withdrawn=False).first()
    if known is not None:
        return known
    made = _made(on, name.strip())
    waiting = _openings_on(on).filter(closed_at=None)
    waiting = waiting.filter(Q(series=None) | Q(series__on_holidays=False))
    closed = waiting.update(closed_at=clock.now(), closed_for=ClosedFor.CLOSING_DAY)
    _logged(actor, "closing_day_make", made, openings=closed)
    return made


@transaction.atomic
def closing_day_withdraw(*, actor: Actor, closing: ClosingDay) -> int:
    """Let the office be open after all; returns how many openings there are again.

    Errors: AccessRefused; DomainError ``day_has_passed``.
    """
    administrator_require(actor)
    day_require(closing.on, earliest=clock.today())
    _rows_hold(closing.on)
    if not ClosingDay.objects.filter(pk=closing.pk, withdrawn=False).update(withdrawn=True):
        return 0
    waiting = _openings_on(closing.on).filter(closed_for=ClosedFor.CLOSING_DAY)
    opened = waiting.update(closed_at=None, closed_for="")
    opened += sum(days_lay(series, _own_days(series, closing.on)) for series in _laid(closing.on))
    _logged(actor, "closing_day_withdraw", closing, openings=opened)
    return opened


@dataclass(frozen=True, slots=True)
class BookedOn:
    """A booked time on a closing day: when and with whom of the staff; no citizen."""

    starts_at: datetime
    held_by: str


def closing_days_ahead() -> Sequence[ClosingDay]:
    """The closing days from today on, soonest first."""
    ahead = ClosingDay.objects.filter(withdrawn=False, on__gte=clock.today())
    return list(ahead.order_by("on"))


def closing_day_known(public_id: str) -> ClosingDay | None:
    """A closing day that stands."""
    return ClosingDay.objects.filter(public_id=public_id, withdrawn=False).first()


def booked_on(closing: Sequence[ClosingDay]) -> dict[date, list[BookedOn]]:
    """The live bookings on each of these days, in order: one query, and it reads no citizen."""
    found: dict[date, list[BookedOn]] = {}
    within = Q(pk__in=[])
    for each in closing:
        starts, ends = day_bounds(each.on)
        within |= Q(starts_at__gte=starts, starts_at__lt=ends)
    held = Booking.objects.filter(within, outcome=None).order_by("starts_at")
    bounds = {each.on: day_bounds(each.on) for each in closing}
    for starts_at, name in held.values_list("starts_at", "counsellor__name"):
        on = next(day for day, (first, end) in bounds.items() if first <= starts_at < end)
        found.setdefault(on, []).append(BookedOn(starts_at, name))
    return found


def _made(on: date, name: str) -> ClosingDay:
    try:
        with transaction.atomic():
            return ClosingDay.objects.create(on=on, name=name)
    except IntegrityError:  # somebody else has just closed it
        return ClosingDay.objects.get(on=on, withdrawn=False)


def _openings_on(on: date) -> QuerySet[Opening]:
    starts, ends = day_bounds(on)
    return Opening.objects.filter(starts_at__gte=starts, starts_at__lt=ends)


def _laid(on: date) -> list[OpeningSeries]:
    """The series that had been laid out past a day and are not closed on it of their own."""
    series = OpeningSeries.objects.filter(withdrawn=False, on_holidays=False, laid_to__gte=on)
    return list(series.order_by("pk"))


def _own_days(series: OpeningSeries, on: date) -> list[date]:
    return list(pattern_of(series).days(on, on))


def _rows_hold(on: date) -> None:
    """Hold everybody whose time opens on the day or whose series lies around it, in one order."""
    series = OpeningSeries.objects.filter(withdrawn=False, from_on__lte=on)
    wanted = Q(pk__in=_openings_on(on).values("resource")) | Q(pk__in=series.values("resource"))
    list(Resource.objects.filter(wanted).select_for_update(no_key=True).order_by("pk"))


def _logged(actor: Actor, act: str, closing: ClosingDay, **facts: object) -> None:
    facts |= {"day": closing.on.isoformat()}
    act_log(actor=actor, act=act, at=clock.now(), subject=closing.public_id, facts=facts)
