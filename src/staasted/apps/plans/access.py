"""Reading a plan: all of it for its citizen, what is shared for everybody else (decision 0038).

The room has opened the case: ``own_case`` and ``citizen_reached`` check who asks and note the
reading. Whoever acts for the citizen reads and writes what is shared, as they are told of answers.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Model, OuterRef, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, NotYours, citizen_reached
from staasted.apps.plans.kinds import RemarkState
from staasted.apps.plans.models import PlanHelper, PlanItem, PlanRemark, PlanVersion

WORDS = frozenset(
    (
        "employer",
        "link",
        "next_step",
        "title",
        "words",
        "done_by",
        "helper_name",
        "relation",
        "due_on",
        "progress",
        "goal",
    )
)
"""What somebody wrote in a plan, as its columns."""
NONE: frozenset[str] = frozenset()


def own_items(actor: Actor, case: Citizen, *, removed: bool = False) -> QuerySet[PlanItem]:
    """What stands in a plan, in order; with ``removed`` what was taken out, the latest first."""
    items = PlanItem.objects.filter(citizen=case, removed_at__isnull=not removed)
    if actor.role is not Role.CITIZEN:
        items = items.filter(shared_from__isnull=False)
    return items.order_by("-removed_at", "id") if removed else items


def own_item(actor: Actor, case: Citizen, public_id: str) -> PlanItem:
    """One that stands in the plan, with its goal. Errors: NotYours."""
    item = own_items(actor, case).select_related("goal").filter(public_id=public_id).first()
    if item is None:
        raise NotYours
    return item


def own_history(actor: Actor, item: PlanItem) -> Sequence[PlanVersion]:
    """Every wording of an opened item, the newest first; who wrote each is loaded."""
    versions = PlanVersion.objects.filter(item=item).select_related("by").order_by("-number")
    return list(versions if actor.role is Role.CITIZEN else _since_shared(versions))


def own_remarks(actor: Actor, case: Citizen) -> Sequence[PlanRemark]:
    """What coaches wrote beside the plan, oldest first, without what they took back."""
    rows = _remarks(case).exclude(state=RemarkState.WITHDRAWN)
    if actor.role is not Role.CITIZEN:
        rows = rows.exclude(item__isnull=False, item__shared_from=None)
    return list(rows)


def unanswered_proposals(citizen: Citizen | OuterRef) -> QuerySet[PlanRemark]:
    """The steps a coach proposes that a citizen has not answered, beside what still stands."""
    waiting = PlanRemark.objects.filter(citizen=citizen, state=RemarkState.WAITING)
    return waiting.filter(item__removed_at=None)


def own_helpers(case: Citizen) -> Sequence[PlanHelper]:
    """Everybody who was asked to help with a plan, those who still may first."""
    rows = PlanHelper.objects.filter(citizen=case).select_related("item")
    return list(rows.order_by(F("ended_at").asc(nulls_first=True), "-to_on", "-id"))


def own_helper(case: Citizen, public_id: str, *, on: date) -> PlanHelper:
    """A helper who may have a copy that day. Errors: NotYours."""
    rows = PlanHelper.objects.select_related("item").filter(citizen=case, ended_at=None)
    helper = rows.filter(public_id=public_id, from_on__lte=on, to_on__gte=on).first()
    if helper is None:
        raise NotYours
    return helper


def helpers_copy(case: Citizen, helper: PlanHelper) -> Sequence[PlanItem]:
    """What a helper gets a copy of: the whole plan, or one part with the steps towards it."""
    items = PlanItem.objects.filter(citizen=case, removed_at=None)
    if helper.item_id is None:
        return list(items)
    return [each for each in items if helper.item_id in (each.pk, each.goal_id)]


def shared_items(case: Citizen) -> Sequence[PlanItem]:
    """What the citizen shares of an opened case, in order.

    A shared step whose goal is the citizen's own stands without it.
    """
    rows = PlanItem.objects.filter(citizen=case, removed_at=None, shared_from__isnull=False)
    items = list(rows)
    shared = {each.pk for each in items}
    for each in items:
        if each.goal_id not in shared:
            each.goal_id = None
    return items


def shared_remarks(case: Citizen) -> Sequence[PlanRemark]:
    """What coaches wrote beside what is shared, and beside the plan as a whole, oldest first."""
    rows = _remarks(case).exclude(item__isnull=False, item__shared_from=None)
    return list(rows.exclude(item__removed_at__isnull=False))


def shared_item(
    actor: Actor, public_id: str, item: str, *, on: date, doing: Doing = Doing.READ
) -> tuple[Citizen, PlanItem]:
    """A case and one thing its citizen shares, noted.

    Errors: as ``citizen_reached``; NotYours where it is not shared.
    """
    case = citizen_reached(actor, public_id, on=on, doing=doing)
    rows = PlanItem.objects.filter(citizen=case, removed_at=None, shared_from__isnull=False)
    found = rows.filter(public_id=item).first()
    if found is None:
        raise NotYours
    return case, found


def shared_history(item: PlanItem) -> Sequence[PlanVersion]:
    """The wordings of a shared item since it was shared, the newest first."""
    return list(_since_shared(PlanVersion.objects.filter(item=item).order_by("-number")))


def private_columns(record: Model) -> frozenset[str]:
    """The columns of a plan's row that nobody but its citizen reads; none of any other row."""
    match record:
        case PlanItem(shared_from=None):
            return WORDS
        case PlanVersion():
            since = record.item.shared_from
            return WORDS if record.aside or since is None or record.number < since else NONE
        case PlanRemark(item=PlanItem(shared_from=None)):
            return WORDS
        case PlanHelper():
            return WORDS
    return NONE


def _since_shared(versions: QuerySet[PlanVersion]) -> QuerySet[PlanVersion]:
    """Without what was written before it was shared, and what was never in force."""
    return versions.filter(aside=False, number__gte=F("item__shared_from"))


def _remarks(case: Citizen) -> QuerySet[PlanRemark]:
    return PlanRemark.objects.filter(citizen=case).select_related("by", "item")
