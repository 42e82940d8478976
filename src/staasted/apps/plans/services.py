"""Writing one's own plan: adding, changing, sharing, moving, removing and fetching back.

A coach writes nothing here (``remarks``). Nothing is overwritten: every change keeps the words
before it, and a change made in a window that had not seen the newest is kept aside (decision 0038).
"""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.access import own_items
from staasted.apps.plans.attached import files_follow
from staasted.apps.plans.kinds import ItemKind, Progress
from staasted.apps.plans.models import PlanItem, PlanVersion
from staasted.apps.plans.writing import (
    Words,
    fitted,
    item_held,
    item_rewrite,
    next_place,
    owner_hold,
    plan_logged,
    version_keep,
    words_of,
    written,
)
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@transaction.atomic
def item_add(
    *,
    actor: Actor,
    citizen: Citizen,
    kind: ItemKind,
    words: Words,
    shared: bool,
    goal: str = "",
    now: datetime,
) -> PlanItem:
    """Write something new; ``goal`` is the public id of a step's goal, if it has one.

    What somebody writes for the citizen is shared. Errors: AccessRefused, NotYours; DomainError
    ``plan_full``, ``plan_item_gone`` for the goal, ``plan_again_there``, and as ``fitted``.
    """
    owner_hold(actor, citizen)
    words = fitted(kind, words)
    if PlanItem.objects.filter(citizen=citizen).count() >= catalog().policy["plan_items_most"]:
        raise DomainError("plan_full", most=catalog().policy["plan_items_most"])
    aim = item_held(actor, citizen, goal) if goal and kind is ItemKind.STEP else None
    item = PlanItem(citizen=citizen, kind=kind, goal=aim, version=1, changed_at=now)
    for name in Words.__dataclass_fields__:
        setattr(item, name, getattr(words, name))
    item.place = next_place(citizen, kind, aim)
    item.shared_from = 1 if shared or actor.role is not Role.CITIZEN else None
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as there:
        raise DomainError("plan_again_there") from there
    version_keep(item, actor, now)
    plan_logged(actor, "plan_item_add", citizen, now, subject=item.public_id, kind=kind.value)
    return item


def item_change(
    *,
    actor: Actor,
    citizen: Citizen,
    public_id: str,
    seen: int,
    words: Words,
    shared: bool,
    now: datetime,
) -> PlanItem:
    """Give an item other words, from a window that showed version ``seen``.

    Where other words have come meanwhile these are kept aside and nothing else is changed. Errors:
    AccessRefused, NotYours; DomainError ``plan_changed_meanwhile``, ``plan_item_gone``, and as
    ``fitted``.
    """
    if _changed(actor, citizen, public_id, seen, (words, shared), now):
        return item_held(actor, citizen, public_id)
    # What is kept aside stays: the refusal is raised outside its transaction.
    raise DomainError("plan_changed_meanwhile")


@transaction.atomic
def _changed(
    actor: Actor,
    citizen: Citizen,
    public_id: str,
    seen: int,
    change: tuple[Words, bool],
    now: datetime,
) -> bool:
    """Whether the words are in force now; else they lie aside."""
    owner_hold(actor, citizen)
    item, (words, shared) = item_held(actor, citizen, public_id), change
    words = fitted(ItemKind(item.kind), words)
    if not _unseen(item, seen):
        item_rewrite(item, words, shared=_reader(actor, shared=shared), actor=actor, now=now)
        _logged(actor, "plan_item_change", item, now)
        return True
    if words == words_of(item):
        return True  # the same page sent twice
    if not _lies_aside(item, words):
        item.version += 1
        item.save(update_fields=["version"])
        version_keep(item, actor, now, words=words)
        _logged(actor, "plan_item_keep_aside", item, now)
    return False


def _unseen(item: PlanItem, seen: int) -> bool:
    """Whether the item reads otherwise than the version somebody saw; sharing it is no other."""
    if item.version == seen:
        return False
    shown = PlanVersion.objects.filter(item=item, number=seen, aside=False).first()
    aside = PlanVersion.objects.filter(item=item, number=seen, aside=True).exists()
    if aside:  # the page that said so showed what stood then, and still stands
        last = PlanVersion.objects.filter(item=item, aside=False).latest("number")
        return last.number > seen
    return shown is None or written(shown) != written(item)


def _lies_aside(item: PlanItem, words: Words) -> bool:
    """Whether just this was kept aside since the words that stand."""
    last = PlanVersion.objects.filter(item=item).order_by("-number").first()
    return last is not None and last.aside and words_of(last) == words


def _reader(actor: Actor, *, shared: bool) -> bool:
    """Only the citizen takes back what is shared."""
    return shared or actor.role is not Role.CITIZEN


@transaction.atomic
def item_progress(
    *, actor: Actor, citizen: Citizen, public_id: str, progress: Progress, now: datetime
) -> PlanItem:
    """Say how far a goal or a step is. Errors: as ``item_change``, without what is seen."""
    owner_hold(actor, citizen)
    item = item_held(actor, citizen, public_id)
    if item.kind not in (ItemKind.GOAL, ItemKind.STEP):
        raise DomainError("plan_item_gone")
    if item.progress != progress:
        held = {name: getattr(item, name) for name in Words.__dataclass_fields__}
        words, shared = Words(**held | {"progress": progress}), item.shared_from is not None
        item_rewrite(item, words, shared=shared, actor=actor, now=now)
        _logged(actor, "plan_item_progress", item, now, progress=progress.value)
    return item


@transaction.atomic
def plan_share(
    *,
    actor: Actor,
    citizen: Citizen,
    shown: Collection[str],
    shared: Collection[str],
    now: datetime,
) -> None:
    """Say of everything that was ``shown`` whether the coach may read it: those in ``shared``.

    Errors: AccessRefused, NotYours.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    for item in own_items(actor, citizen).filter(public_id__in=list(shown)):
        wanted = item.public_id in shared
        if wanted != (item.shared_from is not None):
            item_rewrite(item, words_of(item), shared=wanted, actor=actor, now=now)
            _logged(actor, "plan_item_share" if wanted else "plan_item_unshare", item, now)


@transaction.atomic
def item_move(
    *, actor: Actor, citizen: Citizen, public_id: str, earlier: bool, now: datetime
) -> None:
    """Let an item change places with the one before or after it. Errors: as ``item_progress``."""
    owner_hold(actor, citizen)
    item = item_held(actor, citizen, public_id)
    alike = list(own_items(actor, citizen).filter(kind=item.kind, goal=item.goal_id))
    places = sorted(each.place for each in alike)
    at = [each.pk for each in alike].index(item.pk)
    to = at - 1 if earlier else at + 1
    if not 0 <= to < len(alike):
        return
    alike[at], alike[to] = alike[to], alike[at]
    for each, place in zip(alike, _apart(places), strict=True):
        if each.place != place:
            each.place = place
            each.save(update_fields=["place"])
    _logged(actor, "plan_item_move", item, now)


def _apart(places: list[int]) -> list[int]:
    """The same places, none of them twice."""
    if len(set(places)) == len(places):
        return places
    return list(range(places[0], places[0] + len(places)))


@transaction.atomic
def item_remove(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> PlanItem:
    """Take something out of the plan, a goal with its steps, until it is fetched back.

    Errors: AccessRefused, NotYours, DomainError ``plan_item_gone``.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    item = item_held(actor, citizen, public_id)
    PlanItem.objects.filter(goal=item, removed_at=None).update(removed_at=now)
    item.removed_at = now
    item.save(update_fields=["removed_at"])
    files_follow(actor, [item, *item.steps.all()])
    _logged(actor, "plan_item_remove", item, now)
    return item


@transaction.atomic
def item_restore(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> PlanItem:
    """Fetch something back, a goal with the steps that went with it, a step with its goal.

    Errors: AccessRefused, NotYours; DomainError ``plan_item_gone``, ``plan_again_there``.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    item = _removed(actor, citizen, public_id)
    at, item.removed_at = item.removed_at, None
    try:
        with transaction.atomic():
            item.save(update_fields=["removed_at"])
    except IntegrityError as there:
        raise DomainError("plan_again_there") from there
    PlanItem.objects.filter(goal=item, removed_at=at).update(removed_at=None)
    PlanItem.objects.filter(pk=item.goal_id).update(removed_at=None)
    goal = [item.goal] if item.goal else []
    files_follow(actor, [item, *goal, *item.steps.all()])
    _logged(actor, "plan_item_restore", item, now)
    return item


def _removed(actor: Actor, citizen: Citizen, public_id: str) -> PlanItem:
    """One that was taken out. Errors: DomainError ``plan_item_gone``."""
    item = own_items(actor, citizen, removed=True).filter(public_id=public_id).first()
    if item is None:
        raise DomainError("plan_item_gone")
    return item


def _logged(actor: Actor, act: str, item: PlanItem, now: datetime, **facts: object) -> None:
    plan_logged(actor, act, item.citizen, now, subject=item.public_id, **facts)
