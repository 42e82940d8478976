"""Free times and bookings of a case that access has opened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, QuerySet, Value

from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import Booking, Occupation, Opening, ResourceKind
from staasted.apps.booking.searching import openings_of
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN
from staasted.core.slots.mask import span

MINUTE = timedelta(minutes=1)


def live_bookings(citizen: Citizen) -> Sequence[Booking]:
    """The citizen's live bookings, soonest first; past ones wait to be closed."""
    held = Booking.objects.select_related("counsellor", "place", "room")
    held = held.filter(citizen=citizen, outcome=None)
    return list(held.order_by("starts_at"))


def bookings_ahead(citizen: Citizen, *, now: datetime) -> Sequence[Booking]:
    """The citizen's live bookings that have not ended, soonest first."""
    return [booking for booking in live_bookings(citizen) if booking.ends_at > now]


def live_by_citizen(citizen_ids: Iterable[int]) -> dict[int, list[Booking]]:
    """The live bookings of each of these citizens that has any, soonest first."""
    held = Booking.objects.filter(citizen_id__in=list(citizen_ids), outcome=None)
    live: dict[int, list[Booking]] = {}
    for booking in held.order_by("starts_at"):
        live.setdefault(booking.citizen_id, []).append(booking)
    return live


def moved_from(booking: Booking) -> Booking | None:
    """The booking that was moved to this one, if one was: one query."""
    return Booking.objects.filter(moved_to=booking).first()


def own_booking_at(citizen: Citizen, start: datetime) -> Booking | None:
    """The citizen's live booking that begins at a moment, if there is one: one query."""
    return Booking.objects.filter(citizen=citizen, outcome=None, starts_at=start).first()


def closed_since(booking: Booking) -> bool:
    """Whether a booking has an outcome, also one that came while it was looked at."""
    booking.refresh_from_db(fields=["outcome"])
    return booking.outcome is not None


def free_minutes(counsellor_id: int, *, on: date, after: datetime) -> int:
    """Minutes of a counsellor's openings, later on a Danish day, that nothing takes."""
    starts, ends = day_bounds(on)
    within = {"starts_at__lt": ends, "ends_at__gt": max(starts, after)}
    taken = Occupation.objects.filter(
        live=True,
        resource__kind=ResourceKind.COUNSELLOR,
        resource__person_id=counsellor_id,
        **within,
    )
    day = span(*_minutes(starts, max(starts, after), ends))
    masks = {True: 0, False: 0}  # what is open, and what is taken
    opened = _stretches(openings_of([counsellor_id]).filter(**within), opens=True)
    for start, end, opens in opened.union(_stretches(taken, opens=False), all=True):
        masks[bool(opens)] |= span(*_minutes(starts, max(start, starts), min(end, ends)))
    return (day & masks[True] & ~masks[False]).bit_count()


def _stretches(
    rows: QuerySet[Opening] | QuerySet[Occupation], *, opens: bool
) -> QuerySet[Opening] | QuerySet[Occupation]:
    said = Value(opens, BooleanField())
    return rows.annotate(opens=said).values_list("starts_at", "ends_at", "opens")


def _minutes(day: datetime, start: datetime, end: datetime) -> tuple[int, int]:
    """The whole minutes between the day's first moment and two others."""
    return (start - day) // MINUTE, (end - day) // MINUTE


def days_booked_from(day: date) -> dict[int, list[date]]:
    """The Danish days of live bookings on a day or later, by citizen, soonest first: one query."""
    begins = datetime.combine(day, time.min, COPENHAGEN)
    live = Booking.objects.filter(outcome=None, starts_at__gte=begins).order_by("starts_at")
    found: dict[int, list[date]] = {}
    for citizen, starts_at in live.values_list("citizen_id", "starts_at"):
        found.setdefault(citizen, []).append(starts_at.astimezone(COPENHAGEN).date())
    return found
