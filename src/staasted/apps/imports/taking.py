"""The way every file goes: read, compare, store, report. One transaction, one batch."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.apart import DAYS_TAKEN
from staasted.apps.audit.services import act_log
from staasted.apps.imports.masking import file_name_kept
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.options import File, Stage
from staasted.apps.imports.outcome import Comparison
from staasted.apps.imports.people import cases_known
from staasted.apps.imports.reading.file import read_file
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused, RowError
from staasted.apps.imports.reading.table import Table
from staasted.apps.imports.rejecting import rejected_file
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.storing import ledger_store
from staasted.apps.imports.vocabulary import vocabulary_on
from staasted.apps.org.clock import clock

TAKEN = ("23505", "23P01")
"""Unique violation, exclusion violation. Source: PostgreSQL's manual, appendix A, error codes;
SQLite says it in words."""


Compare = Callable[[Table, File], Comparison]


def file_take_in(*, actor: Actor, file: File, compare: Compare) -> ImportReport:
    """Take in one file. Errors: ImportRefused."""
    table = _read(file)
    try:
        with transaction.atomic():
            return _compare_and_store(actor, file, table, compare)
    except IntegrityError as error:
        if not _is_taken(error):
            raise
        raise ImportRefused(FileReason.CHANGED_MEANWHILE) from None


def _is_taken(error: IntegrityError) -> bool:
    """Whether somebody else stored the same in the meantime: the database stood firm."""
    said = str(error)
    taken = "UNIQUE constraint failed" in said or DAYS_TAKEN in said
    return taken or getattr(error.__cause__, "sqlstate", None) in TAKEN


def _read(file: File) -> Table:
    tell = file.options.progress
    return read_file(
        file.content,
        kind=file.kind,
        vocabulary=vocabulary_on(today=file.today),
        mapping=file.options.mapping,
        progress=lambda done: tell(Stage.READING, done, None),
    )


def _compare_and_store(actor: Actor, file: File, table: Table, compare: Compare) -> ImportReport:
    options = file.options
    options.progress(Stage.COMPARING, 0, table.read)
    comparison = compare(table, file)
    rejected = sorted((*table.errors, *comparison.rejected), key=lambda error: error.row)
    options.progress(Stage.COMPARING, table.read, table.read)
    if rejected and not options.skip_bad:
        return _report(file, table, None, rejected)
    batch = None
    if not (options.dry_run or comparison.ledger.is_empty()):
        batch = _store(actor, file, table, comparison)
    return _report(file, table, comparison, rejected, batch)


def _store(actor: Actor, file: File, table: Table, comparison: Comparison) -> ImportBatch:
    batch = ImportBatch.objects.create(
        kind=file.kind,
        file_name=file_name_kept(file.name),
        digest=hashlib.sha256(file.content).hexdigest(),
        at=clock.now(),
        actor=actor.ref,
        read=table.read,
        created=len(comparison.created),
        updated=len(comparison.updated),
        unchanged=len(comparison.unchanged),
    )
    ledger_store(comparison.ledger, batch, progress=file.options.progress)
    act_log(
        actor=actor,
        act=f"{file.kind}_import",
        at=batch.at,
        citizens=comparison.ledger.citizens(),
        subject=batch.public_id,
        facts={"created": batch.created, "updated": batch.updated, "digest": batch.digest},
    )
    return batch


def _report(
    file: File,
    table: Table,
    comparison: Comparison | None,
    rejected: list[RowError],
    batch: ImportBatch | None = None,
) -> ImportReport:
    """The report; without a comparison nothing was, or would be, stored."""
    skipped = comparison is not None and rejected
    done = comparison or Comparison.nothing()
    return ImportReport(
        read=table.read,
        created=len(done.created),
        updated=len(done.updated),
        unchanged=len(done.unchanged),
        rejected=tuple(rejected),
        notices=table.notices,
        ignored_columns=table.ignored_columns,
        mapping=table.mapping,
        without_counsellor=done.without_counsellor,
        absent=done.absent,
        known=cases_known(table.rows),
        changes=tuple(done.ledger.rewritten()),
        rejected_file=rejected_file(file, rejected) if skipped else None,
        dry_run=file.options.dry_run,
        batch=batch.public_id if batch else None,
    )
