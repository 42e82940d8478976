"""An office for the booking benchmark: counsellors with openings, and half of their time taken."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

MONDAY = date(2026, 5, 18)
NOW = datetime(2026, 5, 18, 4, tzinfo=UTC)
HOURS = ((time(7), time(10)), (time(10, 30), time(13, 30)))  # UTC, each working day
WORKING = 5
TAKEN = 0.5  # of the half-hours
AT_ONCE = 5_000


def office_make(people: int, weeks: int, *, seed: int = 1) -> tuple[list[Any], Any]:
    """So many counsellors with so many weeks of openings, and a citizen without a booking."""
    from staasted.apps.audit.actor import Role
    from staasted.apps.booking.models import Occupation, OccupationKind, Resource, ResourceKind
    from staasted.apps.booking.services import openings_publish
    from staasted.apps.org.services import staff_register

    staff = [
        staff_register(name=f"Coach {n:03}", roles=[Role.COUNSELLOR], from_on=MONDAY)
        for n in range(people)
    ]
    stretches = list(openings(weeks))
    for person in staff:
        openings_publish(counsellor=person, stretches=stretches)
    chance, rows = Random(seed), []  # noqa: S311 # nosec B311 # the same seed, the same office
    for resource in Resource.objects.filter(kind=ResourceKind.COUNSELLOR):
        for start, end in _taken(stretches, chance):
            rows.append(
                Occupation(
                    resource=resource, kind=OccupationKind.OUTSIDE, starts_at=start, ends_at=end
                )
            )
    Occupation.objects.bulk_create(rows, batch_size=AT_ONCE)
    return staff, citizens_make(1)[0]


def citizens_make(count: int) -> list[Any]:
    """So many people with an open case and nothing in it."""
    from staasted.apps.citizens.services import case_open
    from staasted.apps.org.services import person_register

    return [
        case_open(
            person=person_register(name=f"Borger {n:05}"),
            municipality_code="0999",
            opened_on=MONDAY,
        )
        for n in range(count)
    ]


def openings(weeks: int) -> Sequence[tuple[datetime, datetime]]:
    """The stretches in which everybody can be booked."""
    days = [MONDAY + timedelta(weeks=w, days=d) for w in range(weeks) for d in range(WORKING)]
    return [
        (datetime.combine(day, start, UTC), datetime.combine(day, end, UTC))
        for day in days
        for start, end in HOURS
    ]


def _taken(
    stretches: Sequence[tuple[datetime, datetime]], chance: Random
) -> Sequence[tuple[datetime, datetime]]:
    """Half of the half-hours, those that touch each other as one."""
    half, found = timedelta(minutes=30), []
    for start, end in stretches:
        at = start
        while at < end:
            if chance.random() < TAKEN:
                if found and found[-1][1] == at:
                    found[-1] = (found[-1][0], at + half)
                else:
                    found.append((at, at + half))
            at += half
    return found
