"""Keeping a file, sharing it and deleting it; each act is logged, its name never is."""

from django.db import transaction
from django.db.models import ProtectedError

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import kept_case_lock
from staasted.apps.files.checking import CheckedFile
from staasted.apps.files.models import CitizenFile, FileContent
from staasted.apps.files.seals import content_seal
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError

CITIZENS_SIDE = (Role.CITIZEN, Role.REPRESENTATIVE)


@transaction.atomic
def file_keep(
    *, actor: Actor, citizen: Citizen, checked: CheckedFile, shared: bool = False
) -> CitizenFile:
    """Keep a file that was checked with a case, sealed; ``shared`` lets staff read it.

    What staff put there is shared with the citizen by itself. Also on a closed case: whoever
    calls says whether that may be. Errors: AccessRefused, NotYours; DomainError ``files_too_many``.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    kept_case_lock(citizen)
    most = catalog().policy["files_kept_most"]
    if CitizenFile.objects.filter(citizen=citizen).count() >= most:
        raise DomainError("files_too_many", most=most)
    file = CitizenFile.objects.create(
        citizen=citizen,
        kept_by=person_of(actor),
        role=actor.role,
        name=checked.name,
        kind=checked.kind,
        size=len(checked.content),
        shared=shared or actor.role is Role.COUNSELLOR,
        at=clock.now(),
    )
    content = FileContent(file=file)
    content_seal(content, file, checked.content)
    content.save()
    _log(actor, "file_keep", file, kind=file.kind, size=file.size)
    return file


@transaction.atomic
def file_share(*, actor: Actor, file: CitizenFile, shared: bool) -> None:
    """Let staff read a citizen's file, or no longer; the same again changes nothing.

    Errors: AccessRefused, NotYours.
    """
    role_require(actor, *CITIZENS_SIDE)
    kept_case_lock(file.citizen)
    if CitizenFile.objects.filter(pk=file.pk, shared=not shared).update(shared=shared):
        file.shared = shared
        _log(actor, "file_share" if shared else "file_share_end", file)


@transaction.atomic
def file_delete(*, actor: Actor, file: CitizenFile) -> None:
    """Delete a file of the citizen's that nothing points to; one that is gone is no error.

    Errors: AccessRefused, NotYours; DomainError ``file_in_use``.
    """
    role_require(actor, *CITIZENS_SIDE)
    kept_case_lock(file.citizen)
    if file.role not in CITIZENS_SIDE:
        raise DomainError("file_in_use")
    try:
        with transaction.atomic():
            FileContent.objects.filter(file=file).delete()
            gone, _ = CitizenFile.objects.filter(pk=file.pk).delete()
    except ProtectedError as used:
        raise DomainError("file_in_use") from used
    if gone:
        _log(actor, "file_delete", file)


def _log(actor: Actor, act: str, file: CitizenFile, **facts: object) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[file.citizen.public_id],
        subject=file.public_id,
        facts=facts,
    )
