"""Series of openings: made, changed from a day on, ended, and laid out as openings.

The counsellor's time is held first (decision 0020), so that nobody books in what is going away,
and no day is laid twice.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import day_bounds, stretch_on
from staasted.apps.booking.models import ClosedFor, Opening, OpeningSeries, Resource
from staasted.apps.booking.owning import times_hold, times_require
from staasted.apps.booking.patterns import Terms, closed_days, occurrence_of, pattern_of
from staasted.apps.booking.planning import ending_plan, laid_until, series_plan
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, row_end
from staasted.apps.org.doors import day_require
from staasted.apps.org.models import Person
from staasted.core.errors import DomainError
from staasted.core.slots import part_from


@transaction.atomic
def series_make(
    *,
    actor: Actor,
    person: Person,
    terms: Terms,
    seen: str | None = None,
    until: date | None = None,
) -> OpeningSeries:
    """Open somebody's times week after week; the same again answers with the same series.

    ``seen`` is the mark of the plan that was shown; it is laid out to the day ``until``, as far as
    the house does unless told. Errors: AccessRefused; DomainError
    ``day_has_passed``, ``plan_is_another``, and as ``Pattern``.
    """
    times_require(actor, person)
    _day_ahead(actor, terms.pattern.from_on)
    resource = times_hold(person)
    known = _standing(resource).filter(**terms.columns()).first()
    if known is not None:
        return known
    _as_seen(seen, series_plan(resource, terms).mark if seen else None)
    made = OpeningSeries.objects.create(resource=resource, **terms.columns())
    laid = series_lay(made, until=until or laid_until(terms.pattern, today=clock.today()))
    _logged(actor, "series_make", made, openings=laid, from_on=made.from_on.isoformat())
    return made


@transaction.atomic
def series_change(
    *, actor: Actor, series: OpeningSeries, terms: Terms, seen: str | None = None
) -> OpeningSeries:
    """Let a series be another from the terms' first day on; returns the one that follows it.

    Openings of a day that a hand has changed anything on stay as they are and belong to the new
    one; the others of the old one are closed from that day on. No booking is touched.
    Errors: as ``series_make``; ``series_has_ended``.
    """
    first = terms.pattern.from_on
    resource, held = _held(actor, series, first)
    known = held.followers.filter(withdrawn=False, **terms.columns()).first()
    if known is not None:
        return known
    _going_on(held, first)
    _as_seen(seen, series_plan(resource, terms, instead_of=held).mark if seen else None)
    parting = part_from(map(occurrence_of, held.openings.all()), first)
    follower = OpeningSeries.objects.create(resource=resource, follows=held, **terms.columns())
    kept = Opening.objects.filter(pk__in=[each.key for each in parting.kept])
    kept.update(series=follower)
    gone = _close(Opening.objects.filter(pk__in=[each.key for each in parting.goes]))
    row_end(held, last=first - DAY)
    laid = series_lay(follower, until=laid_until(terms.pattern, today=clock.today()))
    facts = {"openings": laid, "closed": gone, "kept": len(parting.kept)}
    facts |= {"from_on": first.isoformat(), "instead_of": held.public_id}
    _logged(actor, "series_change", follower, **facts)
    return follower


@transaction.atomic
def series_end(
    *, actor: Actor, series: OpeningSeries, last_on: date, seen: str | None = None
) -> int:
    """Let a day, today at the earliest, be the last of a series; how many openings close.

    What a hand has changed after that day stays. Errors: as ``series_change``.
    """
    _, held = _held(actor, series, last_on + DAY)
    if held.to_on is not None and held.to_on <= last_on:
        return 0
    _as_seen(seen, ending_plan(held, last_on).mark if seen else None)
    later = held.openings.filter(series_on__gt=last_on)
    untouched = [row.pk for row in later if not occurrence_of(row).by_hand]
    gone = _close(Opening.objects.filter(pk__in=untouched))
    row_end(held, last=last_on)
    _logged(actor, "series_end", held, closed=gone, last_on=last_on.isoformat())
    return gone


@transaction.atomic
def openings_lay_on() -> int:
    """Lay out every series that goes on, as far as the house's number of days; how many."""
    today, laid = clock.today(), 0
    owners = _standing().filter(to_on=None) | _standing().filter(to_on__gte=today)
    rows = Resource.objects.filter(pk__in=owners.values("resource"))
    for resource in rows.select_for_update(no_key=True).order_by("pk"):
        for series in owners.filter(resource=resource).order_by("pk"):
            laid += series_lay(series, until=laid_until(pattern_of(series), today=today))
    return laid


def series_lay(series: OpeningSeries, *, until: date) -> int:
    """Lay out a series from where it was laid to, to a day (inclusive); its resource is held."""
    first = series.from_on if series.laid_to is None else series.laid_to + DAY
    if until < first:
        return 0
    closed = {} if series.on_holidays else closed_days(first, until)
    laid = days_lay(series, pattern_of(series).days(first, until, closed=closed))
    series.laid_to = until
    series.save(update_fields=["laid_to"])
    return laid


def days_lay(series: OpeningSeries, days: Iterable[date]) -> int:
    """Lay out these days of a series, but for those on which it has any opening already."""
    wanted, parts = list(days), pattern_of(series).parts()
    around = (min(wanted, default=series.from_on), max(wanted, default=series.from_on))
    known = series.openings.filter(series_on__range=around)
    there = set(known.values_list("series_on", flat=True))
    rows = [
        Opening(
            resource_id=series.resource_id,
            series=series,
            series_on=day,
            part=number,
            starts_at=moments.start,
            ends_at=moments.end,
            place_id=series.place_id,
            channels=series.channels,
            purposes=series.purposes,
        )
        for day in wanted
        if day not in there
        for number, part in enumerate(parts)
        if (moments := stretch_on(day, part)) is not None
    ]
    return len(Opening.objects.bulk_create(rows))


def series_stop(resource: Resource, *, last_on: date) -> None:
    """Let a day be the last of everything somebody has open; their row is held."""
    for series in _standing(resource).exclude(to_on__lte=last_on):
        row_end(series, last=last_on)
    _, after = day_bounds(last_on)
    waiting = Opening.objects.filter(resource=resource, closed_for=ClosedFor.CLOSING_DAY)
    waiting.filter(starts_at__gte=after).update(closed_for=ClosedFor.LEFT)


def _standing(resource: Resource | None = None) -> QuerySet[OpeningSeries]:
    rows = OpeningSeries.objects.filter(withdrawn=False)
    return rows if resource is None else rows.filter(resource=resource)


def _held(actor: Actor, series: OpeningSeries, first: date) -> tuple[Resource, OpeningSeries]:
    person = series.resource.person
    times_require(actor, person)
    day_require(first, earliest=clock.today() + DAY)
    return times_hold(person), OpeningSeries.objects.get(pk=series.pk)


def _going_on(series: OpeningSeries, first: date) -> None:
    if series.withdrawn or (series.to_on is not None and series.to_on < first):
        raise DomainError("series_has_ended", day=series.to_on)


def _day_ahead(actor: Actor, first: date) -> None:
    if actor.role is not Role.OPERATOR:
        day_require(first, earliest=clock.today())


def _as_seen(seen: str | None, now: str | None) -> None:
    if seen != now:
        raise DomainError("plan_is_another")


def _close(openings: QuerySet[Opening]) -> int:
    """Close what the series takes away, also what a closing day had closed; how many were open."""
    openings.exclude(closed_at=None).exclude(closed_for=ClosedFor.CANCELLED).update(
        closed_for=ClosedFor.SERIES
    )
    waiting = openings.filter(closed_at=None)
    return waiting.update(closed_at=clock.now(), closed_for=ClosedFor.SERIES)


def _logged(actor: Actor, act: str, series: OpeningSeries, **facts: object) -> None:
    about = {"of": series.resource.person.public_id}
    act_log(actor=actor, act=act, at=clock.now(), subject=series.public_id, facts=about | facts)
