"""Who is away takes no bookings: days the office knows of, and hours of a day.

The office's own list of days away lies in ``org``; here each of its rows takes the time it says,
in the same transaction. What was booked before stays, and is listed to be moved by a human.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import day_bounds, stretch_on
from staasted.apps.booking.models import Absence, Occupation, OccupationKind, Resource
from staasted.apps.booking.owning import times_hold, times_require
from staasted.apps.citizens.access import NotYours
from staasted.apps.org import staffing
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY
from staasted.apps.org.models import Person, StaffAbsence
from staasted.catalog.rules.named import LATEST
from staasted.core.errors import DomainError
from staasted.core.slots import Stretch, stretch_require


@transaction.atomic
def absence_record(
    *,
    actor: Actor,
    person: Person,
    from_on: date,
    to_on: date | None = None,
    covered_by: Person | None = None,
) -> StaffAbsence:
    """Record whole days away (both inclusive), and who stands in; the time is taken. Errors: as
    ``org``'s."""
    days = {"from_on": from_on, "to_on": to_on}
    told = staffing.absence_record(actor=actor, person=person, covered_by=covered_by, **days)
    _take(told)
    return told


@transaction.atomic
def absence_correct(
    *, actor: Actor, absence: StaffAbsence, from_on: date, to_on: date | None
) -> None:
    """Let an absence have been told otherwise, and take that time instead. Errors: as ``org``'s."""
    staffing.absence_correct(actor=actor, absence=absence, from_on=from_on, to_on=to_on)
    stands = StaffAbsence.objects.get(person=absence.person, from_on=from_on)
    for told in {stands.pk: stands, absence.pk: _fresh(absence)}.values():
        _take(told)


@transaction.atomic
def absence_withdraw(*, actor: Actor, absence: StaffAbsence) -> None:
    """Let an absence never have been; its time is free again. Errors: as ``org``'s."""
    staffing.absence_withdraw(actor=actor, absence=absence)
    _take(_fresh(absence))


@transaction.atomic
def hours_away_record(*, actor: Actor, person: Person, on: date, stretch: Stretch) -> Absence:
    """Be away for a stretch of a day; the same again answers with the same.

    Errors: AccessRefused; DomainError ``opening_has_passed``, and as ``stretch_require``.
    """
    times_require(actor, person)
    stretch_require(*stretch)
    moments = stretch_on(on, stretch)
    if moments is None or moments.end <= clock.now():
        raise DomainError("opening_has_passed", day=on)
    held = {"starts_at": moments.start, "ends_at": moments.end, "live": True}
    held |= {"resource": times_hold(person), "kind": OccupationKind.ABSENCE}
    known = Absence.objects.filter(
        of_days=None, **{f"occupation__{name}": value for name, value in held.items()}
    ).first()
    if known is not None:
        return known
    made = Absence.objects.create(occupation=Occupation.objects.create(**held))
    _logged(actor, "hours_away_record", made, person)
    return made


@transaction.atomic
def absence_take_back(*, actor: Actor, person: Person, public_id: str) -> None:
    """Be there after all: hours, or days that lie ahead; days that have begun ended yesterday.

    Errors: AccessRefused, NotYours where it is no absence of theirs.
    """
    times_require(actor, person)
    rows = Absence.objects.select_related("occupation", "of_days__person")
    found = rows.filter(public_id=public_id, occupation__resource__person=person).first()
    if found is None:
        raise NotYours
    if found.of_days is not None:
        _days_take_back(actor, found.of_days)
        return
    times_hold(person)
    if Occupation.objects.filter(pk=found.occupation_id, live=True).update(live=False):
        _logged(actor, "hours_away_withdraw", found, person)


def _days_take_back(actor: Actor, told: StaffAbsence) -> None:
    yesterday = clock.today() - DAY
    if told.from_on > yesterday:
        absence_withdraw(actor=actor, absence=told)
    elif told.to_on is None or told.to_on > yesterday:
        absence_correct(actor=actor, absence=told, from_on=told.from_on, to_on=yesterday)


def away_ahead(resource: Resource | None, *, now: datetime) -> Sequence[Absence]:
    """The absences that stand and are not over, soonest first: one query."""
    standing = Absence.objects.filter(occupation__resource=resource, occupation__live=True)
    ahead = standing.filter(occupation__ends_at__gt=now).select_related(
        "occupation", "of_days__covered_by"
    )
    return list(ahead.order_by("occupation__starts_at", "id"))


def _take(told: StaffAbsence) -> None:
    """Let the time that is taken be the one that is told; none where it is withdrawn."""
    resource = times_hold(told.person)
    starts_at, _ = day_bounds(told.from_on)
    _, ends_at = day_bounds(told.to_on if told.to_on and not told.withdrawn else LATEST)
    days = {"starts_at": starts_at.astimezone(UTC), "ends_at": ends_at.astimezone(UTC)}
    known = Absence.objects.filter(of_days=told).first()
    if known is not None:
        kept = {"live": False} if told.withdrawn else {"live": True, **days}
        Occupation.objects.filter(pk=known.occupation_id).update(**kept)
    elif not told.withdrawn:
        taken = Occupation.objects.create(resource=resource, kind=OccupationKind.ABSENCE, **days)
        Absence.objects.create(occupation=taken, of_days=told)


def _fresh(absence: StaffAbsence) -> StaffAbsence:
    return StaffAbsence.objects.select_related("person").get(pk=absence.pk)


def _logged(actor: Actor, act: str, absence: Absence, person: Person) -> None:
    taken = absence.occupation
    facts = {"of": person.public_id, "starts_at": taken.starts_at.isoformat(timespec="minutes")}
    facts["minutes"] = (taken.ends_at - taken.starts_at) // timedelta(minutes=1)
    act_log(actor=actor, act=act, at=clock.now(), subject=absence.public_id, facts=facts)
