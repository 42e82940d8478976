"""What a series would do, told before it is done. Reads openings and bookings, no citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from staasted.apps.booking.days import danish_day, day_bounds, interval_of, stretch_on
from staasted.apps.booking.models import Booking, Opening, OpeningSeries, Resource, holds
from staasted.apps.booking.patterns import Look, Terms, closed_days, digest, occurrence_of
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.catalog.loader import catalog
from staasted.core.axes import SEATED
from staasted.core.slots import Interval, Parting, Pattern, overlapping, part_from, uncovered

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen: openings laid and taken away, and what a human should know first.

    ``kept`` are openings a hand has changed: they stay. ``stranded`` are booked times that stay
    too, and lie in no opening afterwards. ``skipped`` are closed days nothing is laid on.
    """

    laid: tuple[Interval, ...]
    gone: int
    kept: tuple[Opening, ...]
    stranded: tuple[Interval, ...]
    skipped: tuple[date, ...]
    looks: tuple[tuple[Look, date], ...]
    laid_to: date
    mark: str


def laid_until(pattern: Pattern, *, today: date) -> date:
    """How far a series is laid out as from a day: the house's number of days, or its own end."""
    far = max(today, pattern.from_on) + timedelta(days=catalog().policy["openings_laid_days"])
    return far if pattern.to_on is None else min(far, pattern.to_on)


def series_plan(
    resource: Resource | None, terms: Terms, *, instead_of: OpeningSeries | None = None
) -> Plan:
    """What a new series would do, or one that takes the place of another from its first day."""
    first, until = terms.pattern.from_on, laid_until(terms.pattern, today=clock.today())
    parting, rows = _parting(instead_of, first)
    skipped = () if terms.on_holidays else closed_days(first, until)
    laid = _laid(terms.pattern, first, until, {*skipped, *parting.kept_days})
    others = _others(resource, first, {each.key for each in parting.goes})
    kept = [rows[each.key] for each in parting.kept]
    goes = [interval_of(rows[each.key]) for each in parting.goes]
    plan = {
        "laid": laid,
        "gone": sum(rows[each.key].closed_at is None for each in parting.goes),
        "kept": tuple(row for row in kept if occurrence_of(row).by_hand),
        "stranded": _stranded(resource, first, goes, [*laid, *others]),
        "skipped": tuple(
            sorted(day for day in skipped if day.isoweekday() in terms.pattern.weekdays)
        ),
        "looks": tuple(_looks(laid, others)),
        "laid_to": until,
    }
    marked = digest(terms.columns(), sorted(row.pk for row in plan["kept"]), plan["stranded"])
    return Plan(**plan, mark=marked)


def ending_plan(series: OpeningSeries, last_on: date) -> Plan:
    """What would happen if a day were the last of a series."""
    first = last_on + timedelta(days=1)
    parting, rows = _parting(series, first)
    by_hand = (rows[each.key] for each in parting.kept)
    kept = tuple(row for row in by_hand if occurrence_of(row).by_hand)
    going = [each for each in (*parting.goes, *parting.kept) if not each.by_hand]
    goes = {each.key for each in going}
    stranded = _stranded(
        series.resource,
        first,
        [interval_of(rows[key]) for key in goes],
        _others(series.resource, first, goes),
    )
    gone = sum(rows[key].closed_at is None for key in goes)
    mark = digest(last_on, sorted(row.pk for row in kept), stranded)
    return Plan((), gone, kept, stranded, (), (), last_on, mark)


def _parting(series: OpeningSeries | None, first: date) -> tuple[Parting, dict[int, Opening]]:
    if series is None:
        return part_from((), first), {}
    rows = {row.pk: row for row in series.openings.filter(series_on__gte=first)}
    return part_from(map(occurrence_of, rows.values()), first), rows


def _laid(pattern: Pattern, first: date, until: date, closed: set[date]) -> tuple[Interval, ...]:
    days = pattern.days(first, until, closed=closed)
    laid = (stretch_on(day, part) for day in days for part in pattern.parts())
    return tuple(each for each in laid if each is not None)


def _others(resource: Resource | None, first: date, without: set[int]) -> list[Interval]:
    """What else is open from a day on."""
    begins, _ = day_bounds(first)
    ahead = Opening.objects.filter(resource=resource, closed_at=None, ends_at__gt=begins)
    return [interval_of(row) for row in ahead if row.pk not in without]


def _stranded(
    resource: Resource | None,
    first: date,
    goes: Sequence[Interval],
    stays: Sequence[Interval],
) -> tuple[Interval, ...]:
    """Booked times that lie in what goes, and in nothing that stays."""
    if resource is None or not goes:
        return ()
    begins, _ = day_bounds(first)
    held = Booking.objects.filter(holds(resource.person_id), outcome=None)
    held = held.exclude(form__in=SEATED)  # a meeting needs no opening
    booked = [interval_of(row) for row in held.filter(ends_at__gt=begins).order_by("starts_at")]
    outside_now = set(uncovered(booked, [*goes, *stays]))
    return tuple(each for each in uncovered(booked, stays) if each not in outside_now)


def _looks(laid: Sequence[Interval], others: Sequence[Interval]) -> list[tuple[Look, date]]:
    """What a human should look at, each with the first day it is so."""
    found = dict[Look, date]()
    mine = set(laid)
    for earlier, later in overlapping([*laid, *others]):
        if earlier in mine or later in mine:
            found.setdefault(Look.OVERLAPS, danish_day(later.start))
    for each in laid:
        if outside_hours(each.start, each.end):
            found.setdefault(Look.OUTSIDE_HOURS, danish_day(each.start))
    return sorted(found.items())


def outside_hours(starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a stretch begins or ends outside the office's hours, or lies on a weekend."""
    policy = catalog().policy
    starts, ends = starts_at.astimezone(COPENHAGEN), ends_at.astimezone(COPENHAGEN)
    begins, closes = policy["office_opens_hour"], policy["office_closes_hour"]
    late = ends.hour * 60 + ends.minute > closes * 60 or ends.date() != starts.date()
    return starts.weekday() >= SATURDAY or starts.hour < begins or late
