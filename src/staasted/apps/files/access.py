"""The only way to a citizen's files: each function checks the actor and notes the reading.

Everything of their own for the citizen, also once the case is closed; for whoever acts for them,
and for the staff who may open the case, what is shared.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours, citizen_reached, own_case
from staasted.apps.files.models import CitizenFile, FileContent
from staasted.apps.files.seals import content_open


def own_files(actor: Actor, *, on: date) -> Sequence[CitizenFile]:
    """The files of one's own case, newest first. Errors: as ``own_case``."""
    return list(_own(actor, on).order_by("-at", "-id"))


def own_file(actor: Actor, public_id: str, *, on: date) -> CitizenFile:
    """One of them. Errors: as ``own_case``; NotYours."""
    return _found(_own(actor, on), public_id)


def file_reached(actor: Actor, citizen: str, public_id: str, *, on: date) -> CitizenFile:
    """A shared file of a citizen the counsellor may open. Errors: as ``citizen_reached``."""
    case = citizen_reached(actor, citizen, on=on)
    return _found(_files().filter(citizen=case, shared=True), public_id)


def content_of(file: CitizenFile) -> bytes:
    """What is in a file that was found here.

    Errors: NotYours once it is deleted; KeyError, InvalidTag where it does not open.
    """
    row = FileContent.objects.select_related("file").filter(file=file).first()
    if row is None:
        raise NotYours
    return content_open(row)


def _own(actor: Actor, on: date) -> QuerySet[CitizenFile]:
    case = own_case(actor, on=on, also_closed=True)
    files = _files().filter(citizen=case)
    if actor.role is Role.CITIZEN:
        return files
    return files.filter(Q(shared=True) | Q(kept_by=actor.person_id))


def _files() -> QuerySet[CitizenFile]:
    return CitizenFile.objects.select_related("citizen__person", "kept_by")


def _found(files: QuerySet[CitizenFile], public_id: str) -> CitizenFile:
    found = files.filter(public_id=public_id).first()
    if found is None:
        raise NotYours
    return found
