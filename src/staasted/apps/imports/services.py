"""Taking in a file: everything or nothing, in one transaction; and taking a batch back."""

from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.caseload import Setting, absent_cases, caseload_compare
from staasted.apps.imports.conversations import conversations_compare
from staasted.apps.imports.measures import offers_compare
from staasted.apps.imports.models import FileKind
from staasted.apps.imports.options import STRICT, File, ImportOptions
from staasted.apps.imports.outcome import Comparison
from staasted.apps.imports.reading.table import Table
from staasted.apps.imports.rejecting import lookups_in_rows
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.selectors import citizens_by_cpr, known_by_cpr
from staasted.apps.imports.taking import file_take_in
from staasted.apps.imports.undoing import batch_undo
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import staff_in_role

__all__ = ["batch_undo", "caseload_import", "conversations_import", "offers_import"]


def caseload_import(
    *, actor: Actor, content: bytes, file_name: str, today: date, options: ImportOptions = STRICT
) -> ImportReport:
    """Take in a caseload file; one bad row and nothing is stored, unless bad ones are skipped.

    The same file again writes no row of any table. Errors: ImportRefused where the file
    cannot be read at all, or something else was stored meanwhile.
    """
    file = File(FileKind.CASELOAD, content, file_name, today, options)
    return file_take_in(actor=actor, file=file, compare=_caseload)


def conversations_import(
    *, actor: Actor, content: bytes, file_name: str, today: date, options: ImportOptions = STRICT
) -> ImportReport:
    """Take in a conversations file; a row about somebody unknown is a bad row.

    Errors: ImportRefused.
    """
    file = File(FileKind.CONVERSATIONS, content, file_name, today, options)
    return file_take_in(actor=actor, file=file, compare=_conversations)


def offers_import(
    *, actor: Actor, content: bytes, file_name: str, today: date, options: ImportOptions = STRICT
) -> ImportReport:
    """Take in an offers file; a row about somebody unknown is a bad row.

    Errors: ImportRefused.
    """
    file = File(FileKind.OFFERS, content, file_name, today, options)
    return file_take_in(actor=actor, file=file, compare=_offers)


def _caseload(table: Table, file: File) -> Comparison:
    staff = staff_in_role(role=Role.COUNSELLOR, on=file.today)
    setting = Setting(
        counsellors={person.public_id: person for person in staff},
        today=file.today,
        accept_corrections=file.options.accept_corrections,
        written=table.written,
    )
    known = known_by_cpr()
    bad = lookups_in_rows(file, table, {error.row for error in table.errors})
    comparison = caseload_compare(table.rows, known=known, setting=setting)
    comparison.absent = absent_cases(known, table.rows, also_named=bad)
    return comparison


def _conversations(table: Table, _: File) -> Comparison:
    return conversations_compare(
        table.rows, citizens=citizens_by_cpr(), written=table.written, now=clock.now()
    )


def _offers(table: Table, _: File) -> Comparison:
    return offers_compare(table.rows, citizens=citizens_by_cpr(), written=table.written)
