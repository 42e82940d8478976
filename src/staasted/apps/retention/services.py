"""Erasing what is due: a whole case, file or person at a time, each logged in its transaction.

Killed at any moment it leaves whole ones, and is run again. The log keeps public ids that are
nobody's any more, so its chain stands (decisions 0014 and 0023).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.models import Resource, ResourceKind
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.tables import label_of
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person
from staasted.apps.retention.due import (
    ANSWERS,
    answers_due,
    batches_due,
    cases_due,
    hand_overs_due,
    stops_of,
    uploads_due,
)
from staasted.apps.retention.models import LONGEST, NAME_LONGEST, EraseHold
from staasted.apps.retention.people import (
    Kept,
    acts_for_others,
    case_rows,
    facts_forget,
    people_due,
    person_rows,
)
from staasted.apps.retention.rows import Rows, counted, rows_erase
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Erased:
    """One unit that is gone: its rule, public id, and table → rows."""

    rule: str
    subject: str
    rows: dict[str, int]


def due_erase(*, actor: Actor, on: date) -> Iterator[Erased]:
    """Erase everything that is due on a day, one unit after another; yields each that is gone.

    Errors: AccessRefused, TableNotNamed.
    """
    role_require(actor, Role.OPERATOR)
    for case in list(cases_due(on).values_list("public_id", flat=True)):
        yield from _gone(case_erase(actor=actor, public_id=case, on=on))
    for case in sorted(_with_answers_due(on)):
        yield from _gone(answers_erase(actor=actor, public_id=case, on=on))
    for batch in list(batches_due(on).values_list("pk", flat=True)):
        yield from _gone(trace_erase(actor=actor, key=batch, on=on))
    yield from _gone(remains_erase(actor=actor, on=on))
    for person in list(people_due(on).values_list("pk", flat=True)):
        yield from _gone(person_erase(actor=actor, key=person, on=on))


def _with_answers_due(on: date) -> set[str]:
    """The cases with answers whose time has come."""
    found = (answers_due(on, table) for table in ANSWERS)
    return {case for rows in found for case in rows.values_list("citizen__public_id", flat=True)}


def _gone(erased: Erased | None) -> list[Erased]:
    return [erased] if erased else []


@transaction.atomic
def case_erase(*, actor: Actor, public_id: str, on: date) -> Erased | None:
    """Erase one case that is due, with its person where nothing else needs them.

    None where it is no longer due, or something stops it. Errors: AccessRefused, TableNotNamed.
    """
    role_require(actor, Role.OPERATOR)
    found = cases_due(on).filter(public_id=public_id).first()
    if found is None:
        return None
    case = _case_lock(found, on)
    if case is None or stops_of([case.pk]):
        return None
    rows, why = case_rows(case, on=on)
    closed = case.closed_on.isoformat() if case.closed_on else ""
    if why is not Kept.NO and not acts_for_others(case.person, besides=rows, on=on):
        facts_forget(case.person)
    facts = {"closed_on": closed, "person": why.value or "erased"}
    return _erase(actor, "case", public_id, rows, citizens=[public_id], **facts)


@transaction.atomic
def answers_erase(*, actor: Actor, public_id: str, on: date) -> Erased | None:
    """Erase the answers of a closed case; the case itself stays for its own time."""
    role_require(actor, Role.OPERATOR)
    case = Citizen.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    due = {table: answers_due(on, table).filter(citizen=case) for table in ANSWERS}
    counts = {label_of(table): rows.count() for table, rows in due.items()}
    if case is None or not any(counts.values()):
        return None
    for rows in due.values():
        rows.delete()
    told = Erased("answers", public_id, {name: count for name, count in counts.items() if count})
    return _logged(actor, told, citizens=[public_id])


@transaction.atomic
def trace_erase(*, actor: Actor, key: int, on: date) -> Erased | None:
    """Erase what one file's import noted of each row: it cannot be taken back any more."""
    role_require(actor, Role.OPERATOR)
    batch = ImportBatch.objects.select_for_update().filter(pk=key).first()
    if batch is None or not batches_due(on).filter(pk=key).exists():
        return None
    records = ImportRecord.objects.filter(batch=batch)
    count = records.count()
    records.delete()
    rows = {label_of(ImportRecord): count}
    return _logged(actor, Erased("import_trace", batch.public_id, rows))


@transaction.atomic
def remains_erase(*, actor: Actor, on: date) -> Erased | None:
    """Erase orders of the browser, and hand-overs whose citizens have all gone."""
    role_require(actor, Role.OPERATOR)
    due = {label_of(rows.model): rows for rows in (uploads_due(on), hand_overs_due(on))}
    gone = {table: count for table, rows in due.items() if (count := rows.delete()[0])}
    return _logged(actor, Erased("remains", "", gone)) if gone else None


@transaction.atomic
def person_erase(*, actor: Actor, key: int, on: date) -> Erased | None:
    """Erase somebody without a case whom nothing mentions; None where something does."""
    role_require(actor, Role.OPERATOR)
    person = Person.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if person is None or not people_due(on).filter(pk=key).exists():
        return None
    rows = person_rows(key, besides={})
    return None if rows is None else _erase(actor, "person", person.public_id, rows)


@transaction.atomic
def hold_set(*, actor: Actor, public_id: str, reason: str, by: str) -> EraseHold:
    """Keep a case from being erased. Errors: AccessRefused, NotYours; DomainError as below.

    ``hold_says_why`` where reason or name is missing or too long, ``hold_stands``.
    """
    role_require(actor, Role.OPERATOR)
    reason, by = reason.strip(), by.strip()
    if not reason or not by or len(reason) > LONGEST or len(by) > NAME_LONGEST:
        raise DomainError("hold_says_why", most=LONGEST)
    case = _locked(public_id)
    if EraseHold.objects.filter(citizen=case, lifted_at=None).exists():
        raise DomainError("hold_stands")
    row = EraseHold.objects.create(citizen=case, reason=reason, by=by, made_at=clock.now())
    _held(actor, "erase_hold", row)
    return row


@transaction.atomic
def hold_lift(*, actor: Actor, public_id: str, by: str) -> EraseHold:
    """Let a case be erased again.

    Errors: AccessRefused, NotYours; DomainError ``hold_gone``, ``hold_says_why``.
    """
    role_require(actor, Role.OPERATOR)
    if not by.strip() or len(by) > NAME_LONGEST:
        raise DomainError("hold_says_why", most=LONGEST)
    row = EraseHold.objects.filter(citizen=_locked(public_id), lifted_at=None).first()
    if row is None:
        raise DomainError("hold_gone")
    row.lifted_at, row.lifted_by = clock.now(), by.strip()
    row.save(update_fields=["lifted_at", "lifted_by"])
    _held(actor, "erase_hold_lift", row)
    return row


def _case_lock(found: Citizen, on: date) -> Citizen | None:
    """The case if it is still due, once person, case and the citizen's time are held.

    In the one order of locks (decision 0020), and with their keys: all three may go.
    """
    list(Person.objects.select_for_update(of=("self",)).filter(pk=found.person_id))
    locked = cases_due(on).select_related("person").select_for_update(of=("self",))
    case = locked.filter(pk=found.pk).first()
    times = Resource.objects.filter(person=found.person_id, kind=ResourceKind.CITIZEN)
    list(times.select_for_update())
    return case


def _locked(public_id: str) -> Citizen:
    case = Citizen.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if case is None:
        raise NotYours
    return case


def _held(actor: Actor, act: str, row: EraseHold) -> None:
    citizens = [row.citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=citizens, subject=row.public_id)


def _erase(
    actor: Actor,
    rule: str,
    subject: str,
    rows: Rows,
    *,
    citizens: list[str] | None = None,
    **facts: str,
) -> Erased:
    told = Erased(rule, subject, counted(rows))
    rows_erase(rows)
    return _logged(actor, told, citizens=citizens, **facts)


def _logged(
    actor: Actor, told: Erased, *, citizens: list[str] | None = None, **facts: str
) -> Erased:
    act_log(
        actor=actor,
        act=f"erase_{told.rule}",
        at=clock.now(),
        citizens=citizens or (),
        subject=told.subject,
        facts={"rows": told.rows, **facts},
    )
    return told
