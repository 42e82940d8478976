"""Comparing a caseload file with what is known, into a ledger. Reads memory, writes nothing.

A person may stand in several rows, one a benefit period. What is about the person and not
about the period is taken from the newest row that tells it, so the order of a file, and
taking it in twice, make no difference. An empty cell is *not known* and changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
from staasted.apps.imports.circumstances import facts_compare, relief_starts_late
from staasted.apps.imports.ledger import Ledger
from staasted.apps.imports.outcome import Comparison
from staasted.apps.imports.people import ends_too_early, lookups_of
from staasted.apps.imports.periods import (
    PERIOD_FACTS,
    PeriodConflict,
    Placement,
    Span,
    merged,
    period_key,
    periods_place,
    rows_by_period,
)
from staasted.apps.imports.reading.caseload import CaseloadRow
from staasted.apps.imports.reading.refusals import RowError
from staasted.apps.imports.selectors import Known
from staasted.apps.imports.telling import Told, newest, told
from staasted.apps.org.models import Person
from staasted.apps.org.naming import name_key
from staasted.apps.org.phones import phone_keys
from staasted.apps.org.services import person_draft, role_draft

PERSON_FACTS = ("email", "phone", "birth_date", "protected", "digital_post")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a comparison needs beside the rows: who can be counsellor, the day, the choice."""

    counsellors: Mapping[str, Person]
    today: date
    accept_corrections: bool
    written: Mapping[str, str]


def caseload_compare(
    rows: Sequence[CaseloadRow], *, known: dict[str, Known], setting: Setting
) -> Comparison:
    """Sort every row: new, changed, known already, or in the way of what is known."""
    comparison = Comparison(Ledger())
    for lookup, of_person in _by_person(rows).items():
        here = known.get(lookup)
        fitting = _fitting(comparison, of_person, here, setting)
        of_period = rows_by_period(fitting)
        placement = periods_place(
            [merged(each) for each in of_period.values()],
            here.periods if here else [],
            accept_corrections=setting.accept_corrections,
        )
        for conflict in placement.conflicts:
            refused = of_period.pop(period_key(conflict.row))
            comparison.rejected += [_rejected(row, conflict, setting) for row in refused]
        if of_period:
            taken = [row for each in of_period.values() for row in each]
            _person_compare(comparison, placement, taken, here, setting)
    comparison.settle(row.number for row in rows)
    comparison.without_counsellor = tuple(row.number for row in rows if not row.counsellor)
    return comparison


def _fitting(
    comparison: Comparison, rows: Sequence[CaseloadRow], here: Known | None, setting: Setting
) -> list[CaseloadRow]:
    """The rows whose relief ends no earlier than the start we know of it."""
    late = {row.number: relief_starts_late(row, here.reliefs if here else []) for row in rows}
    comparison.rejected += [
        ends_too_early(row, "relief_until", starts_on, setting.written)
        for row in rows
        if (starts_on := late[row.number])
    ]
    return [row for row in rows if not late[row.number]]


def absent_cases(
    known: Mapping[str, Known], rows: Iterable[CaseloadRow], *, also_named: Collection[str]
) -> tuple[str, ...]:
    """Public ids of open cases no row names; ``also_named`` are keyed hashes of bad rows."""
    named = {lookup for _, lookup in lookups_of(rows)} | set(also_named)
    cases = (each.citizen for lookup, each in known.items() if lookup not in named)
    return tuple(sorted(case.public_id for case in cases if case and case.closed_on is None))


def _by_person(rows: Iterable[CaseloadRow]) -> dict[str, list[CaseloadRow]]:
    """The rows of each person; a person is keyed by CPR number alone."""
    found: dict[str, list[CaseloadRow]] = {}
    for row, lookup in lookups_of(rows):
        found.setdefault(lookup, []).append(row)
    return found


def _person_compare(
    comparison: Comparison,
    placement: Placement,
    taken: Iterable[CaseloadRow],
    here: Known | None,
    setting: Setting,
) -> None:
    rows = sorted(taken, key=lambda row: (row.starts_on, row.number))
    ledger = comparison.ledger
    known = here or _known_add(ledger, rows)
    if known.citizen is None:
        _case_add(ledger, known, rows, setting.today)
    _person_write(ledger, known, rows)
    for span in placement.spans:
        _period_write(comparison, known.citizen, span)
    facts_compare(ledger, known, rows)
    _counsellor_write(ledger, known, newest(rows, "counsellor"), setting)


def _rejected(row: CaseloadRow, conflict: PeriodConflict, setting: Setting) -> RowError:
    return RowError(
        row=row.number,
        column=setting.written["starts_on"],
        reason=conflict.reason,
        value=f"{row.starts_on:%d-%m-%Y}",
        values={"known": f"{conflict.known:%d-%m-%Y}"},
    )


def _known_add(ledger: Ledger, rows: Sequence[CaseloadRow]) -> Known:
    name = newest(rows, "name")
    person = person_draft(name=name.value if name else "", cpr=rows[0].cpr.digits)
    ledger.make(person, citizen=None, row=rows[0].number)
    return Known(person)


def _case_add(ledger: Ledger, known: Known, rows: Sequence[CaseloadRow], today: date) -> None:
    """Open a case from the first day of the first benefit, today at the latest."""
    first = rows[0]
    opened_on = min(first.starts_on, today)
    known.citizen = Citizen(person=known.person, opened_on=opened_on)
    ledger.make(known.citizen, citizen=known.citizen, row=first.number)
    if not known.in_the_room:
        role = role_draft(person=known.person, role=Role.CITIZEN, from_on=opened_on)
        ledger.make(role, citizen=known.citizen, row=first.number)


def _person_write(ledger: Ledger, known: Known, rows: Sequence[CaseloadRow]) -> None:
    person, citizen = known.person, known.citizen
    own = {"email": person.email_own, "phone": person.phone_own}  # decision 0044
    for fact in PERSON_FACTS:
        if not own.get(fact):
            _write(ledger, person, fact, newest(rows, fact), citizen)
    phone = newest(rows, "phone")
    if phone and not person.phone_own:
        ledger.write(person, phone_keys(phone.value)._asdict(), citizen=citizen, row=phone.row)
    name = newest(rows, "name")
    if name:
        values = {"name": name.value, "name_key": name_key(name.value)}
        ledger.write(person, values, citizen=citizen, row=name.row)
    if person.birth_date is None:
        born = {"birth_date": rows[-1].cpr.birth_date}
        ledger.write(person, born, citizen=citizen, row=rows[-1].number)
    _write(ledger, citizen, "municipality_code", newest(rows, "municipality_code"), citizen)


def _write(
    ledger: Ledger, record: Any, fact: str, found: Told | None, citizen: Citizen | None
) -> None:
    if found:
        ledger.write(record, {fact: found.value}, citizen=citizen, row=found.row)


def _period_write(comparison: Comparison, citizen: Citizen, span: Span) -> None:
    """Make, change, end or take away a benefit period."""
    ledger, row = comparison.ledger, span.row or span.ended_by
    if row is None:
        return
    period = span.period
    if period is None:
        period = BenefitPeriod(citizen=citizen, benefit=span.benefit, starts_on=span.starts_on)
        ledger.make(period, citizen=citizen, row=row.number)
        comparison.created.add(row.number)
    days = {"starts_on": span.starts_on, "ends_on": span.ends_on}
    ledger.write(period, days, citizen=citizen, row=row.number)
    if span.row:
        facts = told(span.row, PERIOD_FACTS) | _group(period, span.row.target_group)
        ledger.write(period, facts, citizen=citizen, row=row.number)
    for replaced in span.replaces:
        ledger.remove(replaced, citizen=citizen, row=row.number)


def _group(period: BenefitPeriod, target_group: str | None) -> dict[str, str]:
    """The group of today; the first one known of a period is what the law's windows follow."""
    if target_group is None:
        return {}
    return {
        "target_group": target_group,
        "group_at_start": period.group_at_start or target_group,
    }


def _counsellor_write(ledger: Ledger, known: Known, found: Told | None, setting: Setting) -> None:
    """A new counsellor stands from today, the first one from the day the case opens.

    A counsellor a human here has chosen stays, and a closed case has none.
    """
    if found is None or known.citizen.closed_on is not None:
        return
    citizen, held = known.citizen, known.assignment
    counsellor = setting.counsellors[found.value]
    if held is not None and (held.counsellor_id == counsellor.pk or known.assigned_here):
        return
    if held is not None and held.from_on >= setting.today:
        ledger.write(held, {"counsellor_id": counsellor.pk}, citizen=citizen, row=found.row)
        return
    if held is not None:
        last = {"to_on": setting.today - timedelta(days=1)}
        ledger.write(held, last, citizen=citizen, row=found.row)
    opened = citizen.opened_on if held is None and citizen.pk is None else setting.today
    assignment = CounsellorAssignment(citizen=citizen, counsellor=counsellor, from_on=opened)
    ledger.make(assignment, citizen=citizen, row=found.row)
