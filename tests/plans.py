"""A citizen's own plan in tests: written, shared, and read by whoever may."""

from datetime import date

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.helping import Help, helper_invite
from staasted.apps.plans.kinds import ItemKind
from staasted.apps.plans.models import PlanItem, PlanRemark
from staasted.apps.plans.remarks import Remark, remark_make
from staasted.apps.plans.services import item_add, item_change
from staasted.apps.plans.writing import Words
from tests import town
from tests.town import NOON, Town

FRIDAY = date(2026, 5, 22)


def write(
    case: Citizen,
    kind: ItemKind,
    title: str,
    *,
    shared: bool = False,
    goal: PlanItem | None = None,
    by: Actor | None = None,
    **words: object,
) -> PlanItem:
    """The citizen writes one thing in their plan."""
    return item_add(
        actor=by or town.acting(case),
        citizen=case,
        kind=kind,
        words=Words(title, **words),
        shared=shared,
        goal=goal.public_id if goal else "",
        now=NOON,
    )


def change(
    item: PlanItem, title: str, *, seen: int, shared: bool = False, by: Actor | None = None
) -> PlanItem:
    """The citizen gives it another heading, in a window that showed a version."""
    return item_change(
        actor=by or town.acting(item.citizen),
        citizen=item.citizen,
        public_id=item.public_id,
        seen=seen,
        words=Words(title),
        shared=shared,
        now=NOON,
    )


def planned(case: Citizen) -> dict[str, str]:
    """A goal that is shared, and somebody who helps: what stands for them in an address."""
    goal = a_goal(case, shared=True)
    help_ = Help("Bodil Bror", "min bror", FRIDAY)
    helper = helper_invite(actor=town.acting(case), citizen=case, help_=help_, now=NOON)
    return {"planned": goal.public_id, "helped": helper.public_id}


def a_goal(case: Citizen, title: str = "Et job i et køkken", **more: object) -> PlanItem:
    return write(case, ItemKind.GOAL, title, **more)


def a_step(case: Citizen, title: str = "Ringe til kantinen", **more: object) -> PlanItem:
    return write(case, ItemKind.STEP, title, **more)


def propose(
    case: Citizen, place: Town, *, title: str = "Besøg køkkenet", beside: PlanItem | None = None
) -> PlanRemark:
    """The coach proposes a step."""
    remark = Remark("Jeg kender kokken.", title, due_on=FRIDAY)
    return remark_make(actor=place.counsellor(), citizen=case, item=beside, remark=remark, now=NOON)
