"""Laying files beside what stands in a plan, and deleting them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import CheckedFile
from staasted.apps.plans.attached import files_attach, files_erase
from staasted.apps.plans.models import PlanFile
from staasted.apps.plans.writing import item_held, owner_hold, plan_logged
from staasted.core.errors import DomainError


@transaction.atomic
def item_files_add(
    *,
    actor: Actor,
    citizen: Citizen,
    public_id: str,
    files: Sequence[CheckedFile],
    now: datetime,
) -> None:
    """Lay checked files beside an item.

    Errors: AccessRefused, NotYours; DomainError ``plan_item_gone``, ``plan_no_file``,
    and as ``file_keep``.
    """
    owner_hold(actor, citizen)
    item = item_held(actor, citizen, public_id)
    if not files:
        raise DomainError("plan_no_file")
    files_attach(actor=actor, citizen=citizen, item=item, files=files)
    plan_logged(actor, "plan_file_add", citizen, now, subject=public_id, files=len(files))


@transaction.atomic
def item_file_remove(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Delete a file from the plan for good; ``public_id`` is the file's.

    Errors: AccessRefused, NotYours, DomainError ``plan_item_gone``.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    rows = PlanFile.objects.select_related("file__citizen").filter(citizen=citizen)
    row = rows.filter(file__public_id=public_id).first()
    if row is None:
        raise DomainError("plan_item_gone")
    files_erase(actor, [row])
    plan_logged(actor, "plan_file_remove", citizen, now, subject=public_id)
