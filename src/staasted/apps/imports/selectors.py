"""What is known before a caseload file is compared: everybody with a CPR number."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import (
    BenefitPeriod,
    Circumstances,
    Citizen,
    CounsellorAssignment,
    DocumentedRelief,
    RegisteredHours,
    SelfBookingExemption,
)
from staasted.apps.imports.models import ImportRecord
from staasted.apps.imports.tables import label_of
from staasted.apps.org.models import Person, RoleGrant


class _OfCitizen(Protocol):
    citizen_id: int


R = TypeVar("R", bound=_OfCitizen)


@dataclass(slots=True)
class Known:
    """One person: the case, its periods and facts, the counsellor of today.

    ``assigned_here`` where a human here chose the counsellor: no file writes that over.
    """

    person: Person
    citizen: Citizen | None = None
    in_the_room: bool = False
    periods: list[BenefitPeriod] = field(default_factory=list)
    assignment: CounsellorAssignment | None = None
    assigned_here: bool = False
    circumstances: Circumstances | None = None
    hours: dict[date, RegisteredHours] = field(default_factory=dict)
    reliefs: list[DocumentedRelief] = field(default_factory=list)
    exemption: SelfBookingExemption | None = None


def known_by_cpr() -> dict[str, Known]:
    """Keyed hash of the CPR number → what is known of that person: ten queries."""
    people = Person.objects.exclude(cpr_lookup=None).defer("cpr_cipher", "cpr_key_id")
    grants = RoleGrant.objects.filter(role=Role.CITIZEN, to_on=None)
    in_the_room = set(grants.values_list("person_id", flat=True))
    found = {
        person.pk: Known(person, in_the_room=person.pk in in_the_room)
        for person in people.order_by("id")
    }
    cases = {}
    for citizen in Citizen.objects.filter(person_id__in=people.values("pk")):
        cases[citizen.pk] = found[citizen.person_id]
        cases[citizen.pk].citizen = citizen
    _facts_add(cases)
    return {known.person.cpr_lookup: known for known in found.values()}


def _facts_add(cases: dict[int, Known]) -> None:
    for period in _of(cases, BenefitPeriod.objects.order_by("starts_on")):
        cases[period.citizen_id].periods.append(period)
    for hours in _of(cases, RegisteredHours.objects.all()):
        cases[hours.citizen_id].hours[hours.month] = hours
    for relief in _of(cases, DocumentedRelief.objects.order_by("id")):
        cases[relief.citizen_id].reliefs.append(relief)
    table = label_of(CounsellorAssignment)
    from_files = set(ImportRecord.objects.filter(table=table).values_list("record", flat=True))
    for assignment in _of(cases, CounsellorAssignment.objects.filter(to_on=None)):
        known = cases[assignment.citizen_id]
        known.assignment, known.assigned_here = assignment, assignment.pk not in from_files
    for circumstances in _of(cases, Circumstances.objects.all()):
        cases[circumstances.citizen_id].circumstances = circumstances
    for exemption in _of(cases, SelfBookingExemption.objects.all()):
        cases[exemption.citizen_id].exemption = exemption


def _of(cases: Collection[int], rows: Iterable[R]) -> Iterator[R]:
    """The rows of these cases; a case without a CPR number is no business of a file's."""
    return (row for row in rows if row.citizen_id in cases)


def citizens_by_cpr() -> dict[str, Citizen]:
    """Keyed hash of the CPR number → the case: one query."""
    cases = Citizen.objects.exclude(person__cpr_lookup=None).select_related("person")
    return {case.person.cpr_lookup: case for case in cases.defer("person__cpr_cipher")}
