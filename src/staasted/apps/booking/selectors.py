"""Free times and bookings of a case that access has opened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, Value

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import (
    Booking,
    Occupation,
    Opening,
    ResourceKind,
    TimeTold,
    TimeWish,
)
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.models import Person
from staasted.core.axes import SEATED
from staasted.core.slots import Slot
from staasted.core.slots.mask import Span, down, up
from staasted.core.slots.use import day_use


def live_bookings(citizen: Citizen) -> Sequence[Booking]:
    """The citizen's live bookings, soonest first; past ones wait to be closed."""
    return _live()(citizen=citizen.pk)


@Prepared
def _live(given: Given) -> QuerySet[Booking]:
    held = Booking.objects.filter(citizen=given.key("citizen"), outcome=None)
    return held.select_related("counsellor", "partner", "place", "room", "video").order_by(
        "starts_at"
    )


def live_and_wished(citizen: Citizen) -> tuple[list[Booking], list[TimeWish]]:
    """As ``live_bookings``, and the open wishes about times, the oldest first: one query."""
    live: dict[int, Booking] = {}
    wished: dict[int, TimeWish] = {}
    for row in _live_and_wished()(citizen=citizen.pk):
        held, wish = getattr(row, "live", None), getattr(row, "wished", None)
        if held is not None:
            live[held.pk] = held
        if wish is not None:
            wished[wish.pk] = wish
    by_time = sorted(live.values(), key=lambda each: each.starts_at)
    return by_time, sorted(wished.values(), key=lambda each: (each.made_at, each.pk))


@Prepared
def _live_and_wished(given: Given) -> QuerySet[Citizen]:
    return live_and_wished_rows(given.key("citizen"))


def live_and_wished_rows(citizen: Any) -> QuerySet[Citizen]:
    """A case once for each live booking (``live``) beside each open wish (``wished``): few."""
    live = FilteredRelation("bookings", condition=Q(bookings__outcome=None))
    wished = FilteredRelation("time_wishes", condition=Q(time_wishes__state="open"))
    rows = Citizen.objects.filter(pk=citizen).annotate(live=live, wished=wished)
    of_live = ("counsellor", "partner", "place", "room", "video")
    return rows.select_related(*(f"live__{name}" for name in of_live), "wished")


def wish_of(citizen: Citizen, public_id: str) -> TimeWish | None:
    """One of a citizen's wishes about a time, by its id: one query."""
    rows = TimeWish.objects.select_related("citizen__person")
    return rows.filter(citizen=citizen, public_id=public_id).first()


def last_told(wish: TimeWish, *, now: datetime) -> TimeTold | None:
    """The last free time somebody on a waiting list was told of, while it lies ahead: one query."""
    ahead = TimeTold.objects.select_related("counsellor").filter(wish=wish, starts_at__gt=now)
    return ahead.order_by("-told_at", "-id").first()


def bookings_ahead(citizen: Citizen, *, now: datetime) -> Sequence[Booking]:
    """The citizen's live bookings that have not ended, soonest first."""
    return [booking for booking in live_bookings(citizen) if booking.ends_at > now]


def conversations_of(bookings: Iterable[Booking]) -> list[Booking]:
    """Those of them that are no seat in a meeting."""
    return [booking for booking in bookings if booking.form not in SEATED]


def live_starts(citizen_ids: Iterable[int]) -> dict[int, list[datetime]]:
    """When the live bookings of each of these citizens that has any begin, soonest first."""
    live: dict[int, list[datetime]] = {}
    for citizen, starts_at in _live_of()(keys=citizen_ids):
        live.setdefault(citizen, []).append(starts_at)
    return live


@Prepared
def _live_of(given: Given) -> QuerySet[Booking]:
    held = Booking.objects.filter(citizen__id__among=given.keys("keys"), outcome=None)
    return held.order_by("starts_at").values_list("citizen_id", "starts_at")


def held_by(counsellor: Person, *, since: datetime) -> list[Booking]:
    """The counsellor's bookings that end at a moment or later, soonest first. Reads no citizen.

    Seats in meetings are not among them.
    """
    held = Booking.objects.select_related("place", "video").filter(counsellor=counsellor)
    held = held.exclude(form__in=SEATED)
    return list(held.filter(ends_at__gte=since).order_by("starts_at", "id"))


def moved_from(booking: Booking) -> Booking | None:
    """The booking that was moved to this one, if one was: one query."""
    return Booking.objects.filter(moved_to=booking).first()


def own_booking_at(citizen: Citizen, start: datetime) -> Booking | None:
    """The citizen's live booking that begins at a moment, if there is one: one query."""
    return Booking.objects.filter(citizen=citizen, outcome=None, starts_at=start).first()


def held_until(citizen: Citizen, slot: Slot) -> datetime | None:
    """Until when this time is held for the citizen; None where it is not: one query."""
    held = Occupation.objects.filter(
        held_for=citizen,
        resource__kind=ResourceKind.CITIZEN,
        starts_at__lt=slot.end,
        ends_at__gt=slot.start,
        until_at__gt=clock.wall(),
    )
    return held.values_list("until_at", flat=True).first()


def closed_since(booking: Booking) -> bool:
    """Whether a booking has an outcome, also one that came while it was looked at."""
    booking.refresh_from_db(fields=["outcome"])
    return booking.outcome is not None


def day_rows(given: Given) -> tuple[QuerySet[Opening], QuerySet[Occupation]]:
    """A counsellor's openings later on a day, and what takes their time then.

    The blanks are ``counsellor``, and the moments ``since`` and ``ends`` it lies between. ``free``
    is 1 and 0: a page asks for both, and more, in one question.
    """
    within = {"starts_at__lt": given.moment("ends"), "ends_at__gt": given.moment("since")}
    whose = {
        "resource__kind": ResourceKind.COUNSELLOR,
        "resource__person_id": given.key("counsellor"),
    }
    opened = Opening.objects.filter(closed_at=None, **whose, **within)
    taken = Occupation.objects.filter(live=True, **whose, **within)
    return opened.annotate(free=Value(1)), taken.annotate(free=Value(0))


def free_minutes(
    rows: Iterable[tuple[datetime, datetime, int]], *, on: date, after: datetime
) -> int:
    """Minutes of the openings among ``day_rows``, later on the day, that nothing takes."""
    starts, ends = day_bounds(on)
    found: tuple[list[Span], list[Span]] = ([], [])
    for start, end, free in rows:
        found[free].append((down(start), up(end)))
    bounds = up(starts), down(ends)
    return day_use(bounds, openings=found[1], held=found[0], after=up(after)).free_minutes


def days_booked_from(day: date) -> dict[int, list[date]]:
    """The Danish days of live bookings on a day or later, by citizen, soonest first: one query.

    Without seats in meetings, which the law itself does not count.
    """
    begins = datetime.combine(day, time.min, COPENHAGEN)
    found: dict[int, list[date]] = {}
    for citizen, starts_at in _booked_from()(begins=begins):
        found.setdefault(citizen, []).append(starts_at.astimezone(COPENHAGEN).date())
    return found


@Prepared
def _booked_from(given: Given) -> QuerySet[Booking]:
    live = Booking.objects.filter(outcome=None, starts_at__gte=given.moment("begins"))
    live = live.exclude(form__in=SEATED)
    return live.order_by("starts_at").values_list("citizen_id", "starts_at")
