"""Free times and bookings of a case that access has opened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Value

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.models import Booking, Occupation, Opening, Resource, ResourceKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.slots import Interval, Search


def search_for(
    *,
    citizen: Citizen,
    counsellor: Person,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    moving: Booking | None = None,
) -> Search:
    """Everything the one function needs to list and to confirm, in one query.

    The purpose says how soon, how far ahead and how long. The booking being moved takes no
    time: its own place is free for itself.
    """
    earliest = now + timedelta(hours=purpose.notice_hours)
    latest = now + timedelta(days=purpose.horizon_days)
    # Openings on both sides of the bounds too: they tell "too soon" from "none at all".
    beyond = latest + timedelta(days=purpose.horizon_days)
    openings = _openings(counsellor.pk).filter(starts_at__lt=beyond, ends_at__gt=now)
    busy = Occupation.objects.filter(
        live=True,
        resource__in=resources_of(citizen, counsellor),
        starts_at__lt=latest,
        ends_at__gt=earliest,
    )
    if moving is not None:
        busy = busy.exclude(booking=moving)
    opened, taken = _stretches(openings, busy)
    return Search(
        openings=opened,
        busy=taken,
        minutes=purpose.minutes[channel],
        earliest=earliest,
        latest=latest,
    )


def _openings(counsellor_id: int) -> QuerySet[Opening]:
    return Opening.objects.filter(
        resource__kind=ResourceKind.COUNSELLOR, resource__person_id=counsellor_id, closed_at=None
    )


def resources_of(citizen: Citizen, *counsellors: Person) -> QuerySet[Resource]:
    """The resources a conversation between them takes."""
    return Resource.objects.filter(
        Q(kind=ResourceKind.COUNSELLOR, person__in=counsellors)
        | Q(kind=ResourceKind.CITIZEN, person_id=citizen.person_id)
    )


def live_bookings(citizen: Citizen) -> Sequence[Booking]:
    """The citizen's live bookings, soonest first; past ones wait to be closed."""
    return _live()(citizen=citizen.pk)


@Prepared
def _live(given: Given) -> QuerySet[Booking]:
    held = Booking.objects.filter(citizen=given.key("citizen"), outcome=None)
    return held.select_related("counsellor").order_by("starts_at")


def bookings_ahead(citizen: Citizen, *, now: datetime) -> Sequence[Booking]:
    """The citizen's live bookings that have not ended, soonest first."""
    return [booking for booking in live_bookings(citizen) if booking.ends_at > now]


def live_by_citizen(citizen_ids: Iterable[int]) -> dict[int, list[Booking]]:
    """The live bookings of each of these citizens that has any, soonest first."""
    live: dict[int, list[Booking]] = {}
    for booking in _live_of.among(list(citizen_ids)):
        live.setdefault(booking.citizen_id, []).append(booking)
    return live


@Prepared
def _live_of(given: Given, places: int) -> QuerySet[Booking]:
    held = Booking.objects.filter(citizen__id__in=given.keys("keys", places), outcome=None)
    return held.order_by("starts_at")


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
    open_hours, busy = _stretches(_openings(counsellor_id).filter(**within), taken)
    return sum(
        _shared_minutes(hours, Interval(max(starts, after), ends))
        - sum(_shared_minutes(hours, one, after) for one in busy)
        for hours in open_hours
    )


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The first moment of a Danish day and of the next."""
    start = datetime.combine(on, time.min, COPENHAGEN)
    return start, datetime.combine(on + timedelta(days=1), time.min, COPENHAGEN)


def _shared_minutes(one: Interval, other: Interval, after: datetime | None = None) -> int:
    """Whole minutes the two have in common, after a moment if one is given."""
    start = max(one.start, other.start, after or one.start)
    return max(0, int((min(one.end, other.end) - start).total_seconds() // 60))


def _stretches(
    openings: QuerySet[Opening], taken: QuerySet[Occupation]
) -> tuple[list[Interval], list[Interval]]:
    """Openings and what is taken, read in one query."""
    columns = ("starts_at", "ends_at", "is_opening")
    opened = openings.annotate(is_opening=Value(1)).values_list(*columns)
    busy = taken.annotate(is_opening=Value(0)).values_list(*columns)
    found: tuple[list[Interval], list[Interval]] = ([], [])
    for start, end, is_opening in opened.union(busy, all=True):
        found[0 if is_opening else 1].append(Interval(start, end))
    return found


def days_booked_from(day: date) -> dict[int, list[date]]:
    """The Danish days of live bookings on a day or later, by citizen, soonest first: one query."""
    begins = datetime.combine(day, time.min, COPENHAGEN)
    found: dict[int, list[date]] = {}
    for citizen, starts_at in _booked_from()(begins=begins):
        found.setdefault(citizen, []).append(starts_at.astimezone(COPENHAGEN).date())
    return found


@Prepared
def _booked_from(given: Given) -> QuerySet[Booking]:
    live = Booking.objects.filter(outcome=None, starts_at__gte=given.moment("begins"))
    return live.order_by("starts_at").values_list("citizen_id", "starts_at")
