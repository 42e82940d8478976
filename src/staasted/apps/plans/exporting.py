"""A whole plan as a file: what stands, every earlier wording, remarks and helpers."""

from typing import Any

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.plans.access import own_helpers, own_items, own_remarks
from staasted.apps.plans.attached import files_of
from staasted.apps.plans.models import PlanItem, PlanRemark, PlanVersion
from staasted.apps.plans.writing import WRITTEN

FORMAT = "staasted-plan-1"
"""What the file says it is, for whoever reads it later."""


def plan_told(actor: Actor, case: Citizen) -> dict[str, Any]:
    """Everything in the plan this actor may read, what was taken out too; days as ISO dates."""
    kept = (own_items(actor, case), own_items(actor, case, removed=True))
    items = [each for some in kept for each in some.select_related("goal")]
    own = actor.role is Role.CITIZEN
    versions = _versions(case, items, own=own)
    told: dict[str, Any] = {
        "format": FORMAT,
        "items": [
            _item(each, {one.pk for one in items}) | {"versions": versions.get(each.pk, [])}
            for each in items
        ],
        "remarks": [_remark(each) for each in own_remarks(actor, case)],
    }
    beside = files_of(items)
    for item, row in zip(items, told["items"], strict=True):
        row["files"] = [each.file.name for each in beside.get(item.pk, [])]
    return told | ({"helpers": [_helper(each) for each in own_helpers(case)]} if own else {})


def _versions(
    case: Citizen, items: list[PlanItem], *, own: bool
) -> dict[int, list[dict[str, Any]]]:
    """Every wording by its item; of what is shared alone, those since it was shared."""
    found: dict[int, list[dict[str, Any]]] = {}
    since = {each.pk: 1 if own else each.shared_from for each in items}
    for row in PlanVersion.objects.filter(citizen=case).order_by("item_id", "number"):
        if row.item_id in since and row.number >= since[row.item_id] and (own or not row.aside):
            told = {"number": row.number, "at": row.at.isoformat(), "aside": row.aside}
            found.setdefault(row.item_id, []).append(told | _words(row))
    return found


def _item(item: PlanItem, told: set[int]) -> dict[str, Any]:
    return {
        "id": item.public_id,
        "kind": item.kind,
        "goal": item.goal.public_id if item.goal_id in told else None,
        "place": item.place,
        "shared": item.shared_from is not None,
        "removed": item.removed_at is not None,
        **_words(item),
    }


def _words(row: PlanItem | PlanVersion) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in WRITTEN}
    return told | {"due_on": row.due_on.isoformat() if row.due_on else None}


def _remark(row: PlanRemark) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "beside": row.item.public_id if row.item else None,
        "title": row.title,
        "words": row.words,
        "done_by": row.done_by,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "at": row.at.isoformat(),
        "by": row.by.name,
        "state": row.state,
    }


def _helper(row: Any) -> dict[str, Any]:
    days = {"from_on": row.from_on.isoformat(), "to_on": row.to_on.isoformat()}
    part = row.item.public_id if row.item else None
    named = {"name": row.helper_name, "relation": row.relation, "item": part}
    return named | days | {"ended": row.ended_at is not None}
