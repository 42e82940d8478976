"""The import in the browser, the worker's side: one order at a time, and none stops the worker.

A file may be broken or made to harm. Whatever it causes becomes a failed upload with a
sentence; what is logged of an error is where it happened and never what it says, since a
database's message may quote the row.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note, reading
from staasted.apps.imports.models import ImportRecord
from staasted.apps.imports.options import ImportOptions, Stage
from staasted.apps.imports.reading.file import mapping_propose
from staasted.apps.imports.reading.proposal import Proposal
from staasted.apps.imports.reading.refusals import (
    ImportRefused,
    RowError,
    RowNotice,
    RowReason,
)
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import (
    batch_undo,
    caseload_import,
    conversations_import,
    offers_import,
)
from staasted.apps.imports.storing import as_stored
from staasted.apps.imports.undoing import BatchBuiltOn
from staasted.apps.imports.upload_files import progress_write, upload_delete, upload_read
from staasted.apps.imports.upload_models import ImportUpload, UploadState, UploadStep
from staasted.apps.imports.wording import error_words, notice_words, refusal_words
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import actor_for
from staasted.catalog.imports import FileKind
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text
from staasted.core.errors import DomainError

PURPOSE = "import"
ERRORS_KEPT = 500
"""Bad cells kept for the preview: a hundred pages nobody reads. Source: decision 0011."""

NOTICES_KEPT = 30
"""Questions about good rows shown: enough to see what they are about. Source: decision 0011."""
RECORDS_KEPT = 200
"""Records kept of those that stand in the way of undoing. Source: decision 0011."""

_log = logging.getLogger(__name__)
_IMPORTS: Mapping[FileKind, Callable[..., ImportReport]] = {
    FileKind.CASELOAD: caseload_import,
    FileKind.CONVERSATIONS: conversations_import,
    FileKind.OFFERS: offers_import,
}


def uploads_recover() -> None:
    """What a worker was busy with when it was stopped has failed: nothing of it was stored."""
    failure = {
        "reason": text("administrator.work.stopped"),
        "remedy": text("administrator.work.again"),
    }
    working = ImportUpload.objects.filter(state=UploadState.WORKING)
    working.update(state=UploadState.FAILED, failure=failure)


def upload_work_next() -> bool:
    """Carry out the order that has waited longest; False when nothing waits."""
    upload = _claimed()
    if upload is None:
        return False
    with clock.pinned(clock.now()), speaking(language_of(upload.by.language)):
        _contained(upload)
    return True


def _claimed() -> ImportUpload | None:
    """The next order, taken by one question to the database, so that nobody else takes it too."""
    upload = ImportUpload.objects.filter(state=UploadState.WAITING).select_related("by").first()
    if upload is None:
        return None
    waiting = ImportUpload.objects.filter(pk=upload.pk, state=UploadState.WAITING)
    return upload if waiting.update(state=UploadState.WORKING) else None


def _contained(upload: ImportUpload) -> None:
    """Carry out one order; every error becomes words on the upload."""
    actor = actor_for(person=upload.by, role=Role.ADMINISTRATOR)
    page = f"import_{upload.step}"
    try:
        with reading(actor=actor, purpose=PURPOSE, page=page, at=clock.now()):
            _STEPS[UploadStep(upload.step)](upload, actor, clock.today())
    except ImportRefused as refused:
        _fail(upload, _words(*refusal_words(refused)))
    except BatchBuiltOn as refused:
        named = [{"kind": each.kind, "ref": each.ref} for each in refused.records]
        values = {"count": len(named)}
        _fail(upload, {"code": refused.code, "values": values, "records": named[:RECORDS_KEPT]})
    except DomainError as refused:
        _fail(upload, {"code": refused.code, "values": as_stored(refused.values)})
    except FileNotFoundError:
        _fail(upload, _words(text("administrator.work.gone"), text("administrator.work.again")))
    except Exception as error:  # noqa: BLE001 the worker outlives every file
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("upload %s: %s\n%s", upload.public_id, type(error).__name__, where)
        remedy = text("administrator.work.broken_remedy")
        _fail(upload, _words(text("administrator.work.broken"), remedy))


def _words(reason: str, remedy: str) -> dict[str, str]:
    return {"reason": reason, "remedy": remedy}


def _check(upload: ImportUpload, actor: Actor, today: date) -> None:
    """Read the headers, then try the file without storing anything."""
    content = upload_read(upload.stored_name)
    found = mapping_propose(content, kind=upload.kind, mapping=upload.mapping)
    upload.columns = _columns(found)
    if found.missing or found.twice:
        upload.report = {"missing": list(found.missing), "twice": list(found.twice)}
    else:
        options = ImportOptions(skip_bad=True, dry_run=True, mapping=upload.mapping)
        upload.report = _summary(_imported(upload, actor, content, today, options))
    upload.state = UploadState.READY
    upload.save()


def _apply(upload: ImportUpload, actor: Actor, today: date) -> None:
    """Take the file in; where it no longer fits, nothing is stored and the preview is new."""
    content = upload_read(upload.stored_name)
    options = ImportOptions(
        skip_bad=upload.skip_bad,
        accept_corrections=upload.accept_corrections,
        mapping=upload.mapping,
    )
    with transaction.atomic():
        report = _imported(upload, actor, content, today, options)
        refused = report.rejected and not upload.skip_bad
        worse = _is_worse(_summary(report), upload.report)
        if worse:
            transaction.set_rollback(True)
        elif not refused:
            upload.report, upload.batch = _summary(report), report.batch or ""
            upload.state = UploadState.DONE
            stored, upload.stored_name = upload.stored_name, ""
            upload.save()
    if refused or worse:
        upload.step = UploadStep.CHECK
        _check(upload, actor, today)
    else:
        upload_delete(stored)


def _is_worse(found: dict[str, Any], promised: Mapping[str, Any]) -> bool:
    """Whether more would be left out or corrected than the preview said yes was given to."""
    counts = ("rejected_rows", "corrections")
    return any(found[count] > promised.get(count, 0) for count in counts)


def _imported(
    upload: ImportUpload, actor: Actor, content: bytes, today: date, options: ImportOptions
) -> ImportReport:
    def tell(stage: Stage, done: int, total: int | None) -> None:
        progress_write(upload.stored_name, f"{stage} {done} {total or 0}")

    report = _IMPORTS[FileKind(upload.kind)](
        actor=actor,
        content=content,
        file_name=upload.file_name,
        today=today,
        options=replace(options, progress=tell),
    )
    note(report.known)
    return report


def _undo(upload: ImportUpload, actor: Actor, _: date) -> None:
    """Undo the batch; a refusal names what was built on it."""
    citizens = ImportRecord.objects.filter(batch__public_id=upload.batch)
    known = citizens.exclude(citizen=None).values_list("citizen__public_id", flat=True)
    note(set(known))
    with transaction.atomic():
        batch_undo(actor=actor, public_id=upload.batch)
        upload.state = UploadState.DONE
        upload.save()


_STEPS: Mapping[UploadStep, Callable[[ImportUpload, Actor, date], None]] = {
    UploadStep.CHECK: _check,
    UploadStep.APPLY: _apply,
    UploadStep.UNDO: _undo,
}


def _columns(found: Proposal) -> list[dict[str, str]]:
    return [
        {"header": header, "field": field, "nearest": found.nearest.get(header, "")}
        for header, field in found.mapping.items()
    ]


def _summary(report: ImportReport) -> dict[str, Any]:
    """The report as the pages need it: row numbers and reasons, never what stands in a cell."""
    bad = report.rejected
    corrections = {each.row for each in bad if each.reason is RowReason.PERIOD_OTHER_START}
    return {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected_rows": len({each.row for each in bad}),
        "rejected_cells": len(bad),
        "corrections": len(corrections),
        "rejected": [_cell(each, error_words(each)) for each in bad[:ERRORS_KEPT]],
        "notices": [_cell(each, notice_words(each)) for each in report.notices[:NOTICES_KEPT]],
        "notices_in_all": len(report.notices),
        "absent": list(report.absent),
        "without_counsellor": len(report.without_counsellor),
    }


def _cell(each: RowError | RowNotice, words: tuple[str, str]) -> dict[str, Any]:
    return {"row": each.row, "column": each.column, "words": list(words)}


def _fail(upload: ImportUpload, failure: dict[str, Any]) -> None:
    upload.failure, upload.state = failure, UploadState.FAILED
    upload.save(update_fields=["failure", "state", "step"])
