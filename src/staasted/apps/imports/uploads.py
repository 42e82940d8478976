"""The import in the browser, the administrator's side: what is asked for, and what is seen.

Nothing here opens a file: whatever takes time is an order, a row that is waiting, and the
worker carries it out (``upload_work``). An administrator sees their own uploads and what the
import says about them, by row number; the history of batches is everybody's.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.imports.attendance import worker_answers
from staasted.apps.imports.masking import file_name_kept
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.reading.mapping import targets_read
from staasted.apps.imports.upload_files import (
    files_sweep,
    progress_read,
    upload_delete,
    upload_name,
    upload_write,
)
from staasted.apps.imports.upload_models import ImportUpload, UploadState, UploadStep
from staasted.apps.org.models import Person
from staasted.catalog.imports import FileKind, layout
from staasted.core.errors import DomainError

KEPT = timedelta(hours=24)
"""How long a file waits for its yes. Source: decision 0011."""
ABSENT_SHOWN = 20
_AT_REST = (UploadState.READY, UploadState.FAILED)


def upload_receive(
    *, actor: Actor, kind: FileKind, file_name: str, chunks: Iterable[bytes], now: datetime
) -> ImportUpload:
    """Keep a file and ask the worker to look at it. Errors: AccessRefused, ImportRefused."""
    role_require(actor, Role.ADMINISTRATOR)
    uploads_expire(now=now)  # also where no worker has been at work for days
    # The row comes first: whatever stops us half-way, it names the file that is to be deleted.
    upload = ImportUpload.objects.create(
        by_id=actor.person_id,
        at=now,
        kind=kind,
        file_name=file_name_kept(file_name),
        stored_name=upload_name(),
        step=UploadStep.CHECK,
        state=UploadState.FAILED,
    )
    try:
        upload_write(upload.stored_name, chunks)
        _order(actor, upload, "upload_receive", now)
    except BaseException:
        upload_delete(upload.stored_name)
        upload.delete()
        raise
    return upload


def upload_map(
    *, actor: Actor, upload: ImportUpload, mapping: Mapping[str, str], now: datetime
) -> None:
    """Say which fields the unknown headers stand for (header → field), and look again.

    Errors: ImportRefused for a field nobody knows, DomainError ``upload_moved_on``.
    """
    known = {each["header"] for each in upload.columns}
    chosen = {header: field for header, field in mapping.items() if header in known}
    targets_read(chosen, layout(FileKind(upload.kind)))
    kept = {**upload.mapping, **chosen}
    _order(actor, upload, "upload_map", now, step=UploadStep.CHECK, mapping=kept)


def upload_confirm(
    *,
    actor: Actor,
    upload: ImportUpload,
    skip_bad: bool,
    accept_corrections: bool,
    now: datetime,
) -> None:
    """Say yes to what the preview showed. Errors: DomainError ``upload_moved_on``."""
    if upload.state != UploadState.READY or upload.step != UploadStep.CHECK:
        raise DomainError("upload_moved_on")
    _order(
        actor,
        upload,
        "upload_confirm",
        now,
        step=UploadStep.APPLY,
        skip_bad=skip_bad,
        accept_corrections=accept_corrections,
    )


def upload_retry(*, actor: Actor, upload: ImportUpload, now: datetime) -> None:
    """Ask once more after a failure. A file is looked at before it is taken in, always.

    Errors: DomainError ``upload_moved_on``.
    """
    step = UploadStep.UNDO if upload.step == UploadStep.UNDO else UploadStep.CHECK
    _order(actor, upload, "upload_retry", now, step=step)


def upload_cancel(*, actor: Actor, upload: ImportUpload, now: datetime) -> None:
    """Leave it; the file is deleted. Errors: DomainError ``upload_moved_on``."""
    with transaction.atomic():
        gone, _ = ImportUpload.objects.filter(_may_go(), pk=upload.pk).delete()
        if not gone:
            raise DomainError("upload_moved_on")
        _log(actor, "upload_cancel", upload, now)
    upload_delete(upload.stored_name)


def undo_order(*, actor: Actor, batch: ImportBatch, now: datetime) -> ImportUpload:
    """Ask the worker to undo a batch; asking twice is asking once.

    Errors: DomainError ``batch_undone_already``.
    """
    role_require(actor, Role.ADMINISTRATOR)
    if batch.undone_at is not None:
        raise DomainError("batch_undone_already")
    with transaction.atomic():
        upload, made = ImportUpload.objects.get_or_create(
            batch=batch.public_id,
            step=UploadStep.UNDO,
            state=UploadState.WAITING,
            by_id=actor.person_id,
            defaults={"at": now, "kind": batch.kind, "file_name": batch.file_name},
        )
        if made:
            _log(actor, "undo_order", upload, now)
    return upload


def uploads_expire(*, now: datetime) -> None:
    """Delete what has waited a day, files and rows; what a worker is busy with stays.

    The file goes first: where we are stopped in between, the row still says that there was one.
    """
    for upload in ImportUpload.objects.filter(_may_go(), at__lte=now - KEPT):
        upload_delete(upload.stored_name)
        upload.delete()


def uploads_sweep(*, now: datetime) -> None:
    """Delete files of more than a day that no upload names: somebody was stopped half-way.

    ``now`` is the wall's, as a file's own time is.
    """
    known = set(ImportUpload.objects.exclude(stored_name="").values_list("stored_name", flat=True))
    files_sweep(before=now - KEPT, but=known)


def _may_go() -> Q:
    """Which uploads nobody is busy with: with no worker about, a stopped one's too."""
    return ~Q(state=UploadState.WORKING) if worker_answers() else Q()


def upload_of(actor: Actor, public_id: str) -> ImportUpload:
    """One of the administrator's own uploads; the absent it lists are noted as read.

    Errors: AccessRefused, NotYours.
    """
    upload = uploads_of(actor).filter(public_id=public_id).first()
    if upload is None:
        raise NotYours
    note(upload.report.get("absent", ())[:ABSENT_SHOWN])
    return upload


def progress_of(upload: ImportUpload) -> tuple[str, int, int]:
    """Stage, rows done, and rows in all (0: not known yet); the stage is "" where none is told."""
    parts = progress_read(upload.stored_name).split() if upload.stored_name else []
    match parts:
        case [stage, done, total] if done.isdecimal() and total.isdecimal():
            return stage, int(done), int(total)
    return "", 0, 0


def uploads_of(actor: Actor) -> QuerySet[ImportUpload]:
    """The administrator's own uploads, newest first. Errors: AccessRefused."""
    role_require(actor, Role.ADMINISTRATOR)
    return ImportUpload.objects.filter(by_id=actor.person_id).order_by("-at", "-id")


def batches(actor: Actor) -> QuerySet[ImportBatch]:
    """Every batch, newest first; it holds counts and no person. Errors: AccessRefused."""
    role_require(actor, Role.ADMINISTRATOR)
    return ImportBatch.objects.order_by("-at", "-id")


def batch_of(actor: Actor, public_id: str) -> ImportBatch:
    """One batch. Errors: AccessRefused, NotYours where there is none."""
    batch = batches(actor).filter(public_id=public_id).first()
    if batch is None:
        raise NotYours
    return batch


def importers(shown: Sequence[ImportBatch]) -> dict[str, str]:
    """Who imported: public id → name; the command line is nobody by name."""
    refs = {batch.actor for batch in shown}
    return dict(Person.objects.filter(public_id__in=refs).values_list("public_id", "name"))


@transaction.atomic
def _order(actor: Actor, upload: ImportUpload, act: str, now: datetime, **changes: object) -> None:
    """Put an upload at rest back in the queue; of two tabs one gets through."""
    at_rest = ImportUpload.objects.filter(pk=upload.pk, state__in=_AT_REST)
    blank: dict[str, object] = {"state": UploadState.WAITING, "failure": {}}
    if not at_rest.update(**blank, **changes):
        raise DomainError("upload_moved_on")
    _log(actor, act, upload, now)


def _log(actor: Actor, act: str, upload: ImportUpload, now: datetime) -> None:
    facts = {"kind": str(upload.kind), "batch": upload.batch}
    act_log(actor=actor, act=act, at=now, subject=upload.public_id, facts=facts)
