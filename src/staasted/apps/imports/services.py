"""Taking in a caseload file: everything or nothing, in one transaction."""

import hashlib
from datetime import date

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.applying import row_add, row_update
from staasted.apps.imports.models import ImportBatch, ImportChange
from staasted.apps.imports.planning import ImportPlan, RowPlan, import_plan
from staasted.apps.imports.reading.caseload import CaseloadFile, caseload_read
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.selectors import known_by_cpr
from staasted.apps.imports.vocabulary import vocabulary_on
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import staff_in_role

_KIND = "caseload"
_CHANGES_AT_ONCE = 500
_FILE_NAME_LONGEST = 255


def caseload_import(*, actor: Actor, content: bytes, file_name: str, today: date) -> ImportReport:
    """Take in a caseload file; one bad row and nothing of it is stored.

    The same file again writes no row of any table. Errors: ImportRefused where the file
    cannot be read at all.
    """
    with transaction.atomic():
        file = caseload_read(content, vocabulary=vocabulary_on(today=today))
        plan = import_plan(file, known=known_by_cpr())
        batch = None
        if not plan.rejected and (plan.created or plan.updated):
            batch = _batch(actor, content, file_name, file, plan)
            _apply(plan, batch, actor=actor, today=today)
        return _report(file, plan, batch)


def _batch(
    actor: Actor, content: bytes, file_name: str, file: CaseloadFile, plan: ImportPlan
) -> ImportBatch:
    return ImportBatch.objects.create(
        kind=_KIND,
        file_name=file_name[-_FILE_NAME_LONGEST:],
        digest=hashlib.sha256(content).hexdigest(),
        at=clock.now(),
        actor=actor.ref,
        read=file.read,
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
    )


def _apply(plan: ImportPlan, batch: ImportBatch, *, actor: Actor, today: date) -> None:
    staff = staff_in_role(role=Role.COUNSELLOR, on=today)
    counsellors = {person.public_id: person for person in staff}
    touched = [
        (each, _applied(each, counsellors, today)) for each in (*plan.created, *plan.updated)
    ]
    ImportChange.objects.bulk_create(
        (
            ImportChange(
                batch=batch,
                citizen=citizen,
                row=each.row.number,
                field=change.fact,
                old=change.old,
                new=change.new,
            )
            for each, citizen in touched
            for change in each.changes
        ),
        batch_size=_CHANGES_AT_ONCE,
    )
    _log(batch, actor, [citizen.public_id for _, citizen in touched])


def _applied(plan: RowPlan, counsellors: dict[str, Person], today: date) -> Citizen:
    known = plan.known
    if known is None or known.citizen is None:
        person = known.person if known else None
        return row_add(plan.row, person=person, counsellors=counsellors, today=today)
    row_update(plan.row, known=known, facts=plan.facts, counsellors=counsellors, today=today)
    return known.citizen


def _log(batch: ImportBatch, actor: Actor, citizens: list[str]) -> None:
    act_log(
        actor=actor,
        act="caseload_import",
        at=batch.at,
        citizens=citizens,
        subject=batch.public_id,
        facts={"created": batch.created, "updated": batch.updated, "digest": batch.digest},
    )


def _report(file: CaseloadFile, plan: ImportPlan, batch: ImportBatch | None) -> ImportReport:
    if plan.rejected:
        return ImportReport(
            read=file.read, rejected=tuple(plan.rejected), ignored_columns=file.ignored_columns
        )
    return ImportReport(
        read=file.read,
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
        ignored_columns=file.ignored_columns,
        without_counsellor=tuple(row.number for row in file.rows if not row.counsellor),
        absent=plan.absent,
        batch=batch.public_id if batch else None,
    )
