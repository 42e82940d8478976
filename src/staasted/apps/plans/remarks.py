"""What a coach writes beside a plan, and the citizen's answer. No word of the citizen's is touched.

A coach (or whoever covers) comments on what is shared, and proposes a step. Taken, it becomes the
citizen's own; declined, it stays beside the plan as what was proposed (decision 0038).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.plans.kinds import Doer, ItemKind, RemarkKind, RemarkState
from staasted.apps.plans.models import TITLE, PlanItem, PlanRemark
from staasted.apps.plans.services import item_add
from staasted.apps.plans.writing import Words, owner_hold, plan_logged
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Remark:
    """What a coach writes: with a title a proposed step, without one a comment."""

    words: str = ""
    title: str = ""
    done_by: str = Doer.ME
    due_on: date | None = None


@transaction.atomic
def remark_make(
    *, actor: Actor, citizen: Citizen, item: PlanItem | None, remark: Remark, now: datetime
) -> PlanRemark:
    """Write beside a shared item, or the whole plan. The room has opened the case to act on it.

    Errors: AccessRefused, NotYours where it is no longer shared; DomainError ``case_closed``,
    ``plan_remark_empty``, ``plan_words_too_long``.
    """
    role_require(actor, Role.COUNSELLOR)
    title, words = " ".join(remark.title.split()), remark.words.strip()
    most = catalog().policy["plan_characters"]
    if len(title) > TITLE or len(words) > most:
        raise DomainError("plan_words_too_long", title=TITLE, most=most)
    if not title and not words:
        raise DomainError("plan_remark_empty")
    open_case_lock(citizen)
    if item is not None and not _still_shared(citizen, item):
        raise NotYours
    proposal = bool(title)
    row = PlanRemark.objects.create(
        citizen=citizen,
        item=item,
        kind=RemarkKind.PROPOSAL if proposal else RemarkKind.COMMENT,
        title=title,
        words=words,
        done_by=remark.done_by if proposal else "",
        due_on=remark.due_on if proposal else None,
        at=now,
        by_id=actor.person_id,
        state=RemarkState.WAITING if proposal else RemarkState.SAID,
    )
    act = "plan_step_propose" if proposal else "plan_comment_make"
    plan_logged(actor, act, citizen, now, subject=row.public_id)
    return row


def _still_shared(citizen: Citizen, item: PlanItem) -> bool:
    shared = PlanItem.objects.filter(citizen=citizen, removed_at=None, shared_from__isnull=False)
    return shared.filter(pk=item.pk).exists()


@transaction.atomic
def proposal_withdraw(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Take back a proposal that waits; whoever covers may too.

    Errors: AccessRefused, DomainError ``case_closed``, ``plan_proposal_ended``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    _end(_waiting(citizen, public_id), RemarkState.WITHDRAWN, now)
    plan_logged(actor, "plan_proposal_withdraw", citizen, now, subject=public_id)


@transaction.atomic
def proposal_take(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> PlanItem:
    """Make a proposed step one's own, shared as it was when it was proposed.

    Errors: AccessRefused, NotYours; DomainError ``plan_proposal_ended``, and as ``item_add``.
    """
    owner_hold(actor, citizen)
    row = _waiting(citizen, public_id)
    aim = row.item if row.item and row.item.kind == ItemKind.GOAL else None
    if aim is not None and aim.removed_at is not None:
        aim = None
    words = Words(row.title, row.words, done_by=row.done_by, due_on=row.due_on)
    taken = item_add(
        actor=actor,
        citizen=citizen,
        kind=ItemKind.STEP,
        words=words,
        shared=True,
        goal=aim.public_id if aim else "",
        now=now,
    )
    row.taken_as = taken
    _end(row, RemarkState.TAKEN, now)
    plan_logged(actor, "plan_proposal_take", citizen, now, subject=public_id)
    return taken


@transaction.atomic
def proposal_decline(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Say no to a proposed step; no reason is asked.

    Errors: AccessRefused, NotYours, DomainError ``plan_proposal_ended``.
    """
    owner_hold(actor, citizen)
    _end(_waiting(citizen, public_id), RemarkState.DECLINED, now)
    plan_logged(actor, "plan_proposal_decline", citizen, now, subject=public_id)


def _waiting(citizen: Citizen, public_id: str) -> PlanRemark:
    """Errors: DomainError ``plan_proposal_ended``."""
    rows = PlanRemark.objects.filter(citizen=citizen, state=RemarkState.WAITING)
    row = rows.select_related("item").filter(public_id=public_id).first()
    if row is None:
        raise DomainError("plan_proposal_ended")
    return row


def _end(row: PlanRemark, state: RemarkState, now: datetime) -> None:
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at", "taken_as"])
