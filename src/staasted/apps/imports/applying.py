"""Writing one row through the services of the lower apps. Called inside a transaction."""

from collections.abc import Mapping
from datetime import date, timedelta

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.citizens.services import (
    case_open,
    counsellor_assign,
    municipality_change,
    period_change,
    period_record,
)
from staasted.apps.imports.comparing import is_same_period
from staasted.apps.imports.reading.caseload import CaseloadRow
from staasted.apps.imports.selectors import Known
from staasted.apps.org.models import Person
from staasted.apps.org.services import person_change, person_register


def row_add(
    row: CaseloadRow, *, person: Person | None, counsellors: Mapping[str, Person], today: date
) -> Citizen:
    """Open a case for somebody new, from the first day of the benefit (today at the latest).

    The counsellor stands from the same day: the file knows of no earlier one.
    """
    if person is None:
        person = person_register(
            name=row.name, email=row.email or "", phone=row.phone or "", cpr=row.cpr.digits
        )
    else:
        _person_write(row, person)
    opened_on = min(row.starts_on, today)
    citizen = case_open(
        person=person, municipality_code=row.municipality_code or "", opened_on=opened_on
    )
    _period_add(row, citizen)
    if row.counsellor:
        counsellor_assign(
            citizen=citizen, counsellor=counsellors[row.counsellor], from_on=opened_on
        )
    return citizen


def row_update(
    row: CaseloadRow,
    *,
    known: Known,
    facts: frozenset[str],
    counsellors: Mapping[str, Person],
    today: date,
) -> None:
    """Write over the facts that changed; a new counsellor stands from today."""
    if facts & {"name", "email", "phone"}:
        _person_write(row, known.person)
    citizen = known.citizen
    if "municipality_code" in facts:
        municipality_change(citizen=citizen, municipality_code=row.municipality_code or "")
    if facts & {"period", "target_group", "first_request_on"}:
        _period_write(row, citizen, known.period)
    if row.counsellor and "counsellor" in facts:
        counsellor_assign(citizen=citizen, counsellor=counsellors[row.counsellor], from_on=today)


def _person_write(row: CaseloadRow, person: Person) -> None:
    person_change(
        person=person,
        name=row.name,
        email=row.email or person.email,
        phone=row.phone or person.phone,
    )


def _period_write(row: CaseloadRow, citizen: Citizen, known: BenefitPeriod | None) -> None:
    if known is None:
        _period_add(row, citizen)
    elif is_same_period(row, known):
        period_change(
            period=known,
            target_group=row.target_group or known.target_group,
            first_request_on=row.first_request_on or known.first_request_on,
            ends_on=known.ends_on,
        )
    else:
        _period_end(known, before=row.starts_on)
        _period_add(row, citizen)


def _period_add(row: CaseloadRow, citizen: Citizen) -> None:
    period_record(
        citizen=citizen,
        benefit=row.benefit,
        target_group=row.target_group or "",
        starts_on=row.starts_on,
        first_request_on=row.first_request_on,
    )


def _period_end(known: BenefitPeriod, *, before: date) -> None:
    """One benefit is running at a time: the old one ends the day before the new one."""
    last = before - timedelta(days=1)
    if known.ends_on is None or known.ends_on > last:
        period_change(
            period=known,
            target_group=known.target_group,
            first_request_on=known.first_request_on,
            ends_on=last,
        )
