"""A counsellor's times as they and the office look at them. Bookings are told as times alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Q

from staasted.apps.booking.days import danish_day, interval_of
from staasted.apps.booking.models import (
    Absence,
    Booking,
    ClosedFor,
    Opening,
    OpeningSeries,
    Resource,
    holds,
)
from staasted.apps.booking.planning import outside_hours
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.models import Person
from staasted.catalog.public_holidays import is_holiday
from staasted.core.axes import SEATED
from staasted.core.slots import Interval, overlapping, uncovered

SHOWN = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Shown:
    """One opening with what is worth saying about it."""

    opening: Opening
    overlaps: bool
    outside_hours: bool
    holiday: bool


@dataclass(slots=True)
class OwnTimes:
    """Everything open or cancelled from now on, in order; a search asks the same table."""

    openings: Sequence[Opening]
    away: Sequence[Absence]
    clashing: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        at = defaultdict[Interval, set[int]](set)
        for row in self._open():
            at[interval_of(row)].add(row.pk)
        found = {each for pair in overlapping(map(interval_of, self._open())) for each in pair}
        self.clashing = {key for each in found for key in at[each]}

    def days(self, first: date) -> list[tuple[date, list[Shown]]]:
        """Four weeks from a day, by Danish day."""
        within = [
            row for row in self.openings if first <= danish_day(row.starts_at) < first + SHOWN
        ]
        by_day = groupby(within, key=lambda row: danish_day(row.starts_at))
        return [(day, [self._shown(row) for row in rows]) for day, rows in by_day]

    def goes_on_after(self, first: date) -> bool:
        """Whether there is more after those four weeks."""
        return any(danish_day(row.starts_at) >= first + SHOWN for row in self.openings)

    def amiss(self, bookings: Sequence[Booking]) -> list[Booking]:
        """The bookings that lie under an absence, or in no opening; ``why`` says which."""
        away = [interval_of(each.occupation) for each in self.away]
        outside = set(uncovered(map(interval_of, bookings), [*map(interval_of, self._open())]))
        found = []
        for booking in bookings:
            here = interval_of(booking)
            under = any(here.overlaps(each) for each in away)
            if under or here in outside:
                booking.why = "away" if under else "outside"
                found.append(booking)
        return found

    def _open(self) -> list[Opening]:
        return [row for row in self.openings if row.closed_at is None]

    def _shown(self, row: Opening) -> Shown:
        late = outside_hours(row.starts_at, row.ends_at)
        holiday = is_holiday(danish_day(row.starts_at))
        clashes = row.pk in self.clashing
        return Shown(row, overlaps=clashes, outside_hours=late, holiday=holiday)


def times_ahead(resource: Resource | None, away: Sequence[Absence], *, now: datetime) -> OwnTimes:
    """Somebody's times from now on, with those cancelled by hand or by a closing day: one query."""
    told = Q(closed_at=None) | Q(closed_for__in=[ClosedFor.CANCELLED, ClosedFor.CLOSING_DAY])
    rows = Opening.objects.filter(told, resource=resource, ends_at__gt=now)
    return OwnTimes(list(rows.select_related("place").order_by("starts_at", "ends_at", "id")), away)


def series_standing(resource: Resource | None, *, on: date) -> Sequence[OpeningSeries]:
    """The series that go on or are to begin, in order: one query."""
    goes_on = Q(to_on=None) | Q(to_on__gte=on)
    rows = OpeningSeries.objects.filter(goes_on, resource=resource, withdrawn=False)
    return list(rows.select_related("place").order_by("from_on", "weekdays", "starts", "id"))


def series_known(person: Person, public_id: str) -> OpeningSeries:
    """One of somebody's series. Errors: NotYours."""
    rows = OpeningSeries.objects.select_related("resource__person", "place")
    found = rows.filter(resource__person=person, public_id=public_id).first()
    if found is None:
        raise NotYours
    return found


def booked_amiss(
    person: Person, amiss: Callable[[list[Booking]], Iterable[Booking]], *, now: datetime
) -> list[Booking]:
    """As ``own_bookings_amiss``, for who keeps the office: times alone, no citizen is read."""
    held = Booking.objects.filter(holds(person.pk), outcome=None, ends_at__gt=now)
    return list(amiss(list(held.exclude(form__in=SEATED).order_by("starts_at"))))


def within(start: datetime, end: datetime) -> Callable[[list[Booking]], list[Booking]]:
    """Picks the bookings that share any moment with a stretch."""
    return lambda bookings: [b for b in bookings if b.starts_at < end and b.ends_at > start]
