"""Files beside what stands in a plan. A file is read by whoever may read what it lies beside."""

from collections.abc import Collection, Iterable, Sequence

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import CheckedFile
from staasted.apps.files.services import file_delete, file_keep, file_share
from staasted.apps.plans.models import PlanFile, PlanItem


def files_of(items: Collection[PlanItem]) -> dict[int, list[PlanFile]]:
    """The files beside these items, by the item's key, oldest first; one question."""
    found: dict[int, list[PlanFile]] = {}
    for row in PlanFile.objects.filter(item__in=items).select_related("file").order_by("id"):
        found.setdefault(row.item_id, []).append(row)
    return found


def files_attach(
    *, actor: Actor, citizen: Citizen, item: PlanItem, files: Sequence[CheckedFile]
) -> None:
    """Keep checked files beside an item, within the transaction that holds the case.

    Errors: as ``file_keep``.
    """
    shared = _shared(item)
    for checked in files:
        kept = file_keep(actor=actor, citizen=citizen, checked=checked, shared=shared)
        PlanFile.objects.create(citizen=citizen, item=item, file=kept)


def files_follow(actor: Actor, items: Iterable[PlanItem]) -> None:
    """Let the files beside these items be read by whoever may read the items as they are now."""
    rows = PlanFile.objects.filter(item__in=[each.pk for each in items])
    for row in rows.select_related("file__citizen", "item"):
        file_share(actor=actor, file=row.file, shared=_shared(row.item))


def files_erase(actor: Actor, rows: Iterable[PlanFile]) -> None:
    """Delete files for good, and that they lay in the plan."""
    for row in rows:
        row.delete()
        file_delete(actor=actor, file=row.file)


def _shared(item: PlanItem) -> bool:
    return item.shared_from is not None and item.removed_at is None
