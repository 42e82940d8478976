"""Erasing for good what is one's own: one thing that was taken out, or the whole plan."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.access import own_items
from staasted.apps.plans.attached import files_erase
from staasted.apps.plans.models import PlanFile, PlanHelper, PlanItem, PlanRemark, PlanVersion
from staasted.apps.plans.writing import owner_hold, plan_logged
from staasted.core.errors import DomainError


@transaction.atomic
def item_erase(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Erase what was taken out, with its earlier words and what was written beside it.

    A goal takes the removed steps towards it along; a step that stands loses its goal. Errors:
    AccessRefused, NotYours, DomainError ``plan_item_gone``.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    removed = own_items(actor, citizen, removed=True)
    item = removed.filter(public_id=public_id).first()
    if item is None:
        raise DomainError("plan_item_gone")
    PlanItem.objects.filter(goal=item, removed_at=None).update(goal=None)
    gone = list(removed.filter(Q(pk=item.pk) | Q(goal=item)).values_list("pk", flat=True))
    _erase(actor, gone)
    plan_logged(actor, "plan_item_erase", citizen, now, subject=public_id, rows=len(gone))


@transaction.atomic
def plan_erase(*, actor: Actor, citizen: Citizen, now: datetime) -> None:
    """Erase everything in the plan, for good. The log keeps that it was done, and no word of it.

    Errors: AccessRefused, NotYours.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    keys = list(PlanItem.objects.filter(citizen=citizen).values_list("pk", flat=True))
    PlanHelper.objects.filter(citizen=citizen).delete()
    PlanRemark.objects.filter(citizen=citizen).delete()
    _erase(actor, keys)
    plan_logged(actor, "plan_erase", citizen, now, rows=len(keys))


def _erase(actor: Actor, keys: list[int]) -> None:
    """Delete these items and what hangs on them, those that point before those pointed to."""
    files_erase(actor, PlanFile.objects.filter(item__in=keys).select_related("file__citizen"))
    PlanVersion.objects.filter(item__in=keys).delete()
    PlanHelper.objects.filter(item__in=keys).delete()
    PlanRemark.objects.filter(item__in=keys).delete()
    PlanRemark.objects.filter(taken_as__in=keys).update(taken_as=None)
    PlanItem.objects.filter(pk__in=keys).update(goal=None)
    PlanItem.objects.filter(pk__in=keys).delete()
