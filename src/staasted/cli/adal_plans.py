"""The plans some in the demo have written, and what their coaches wrote beside them."""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person, actor_for
from staasted.apps.plans.access import PlanItem
from staasted.apps.plans.kinds import ItemKind, Progress
from staasted.apps.plans.remarks import Remark, remark_make
from staasted.apps.plans.services import item_add
from staasted.apps.plans.writing import Words
from staasted.catalog.adal import adal

LATER = timedelta(days=14)  # how long the coach proposes to take


def plans_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Let the first who have a coach write a plan, share some of it, and get a proposal."""
    written = 0
    for case in cases:
        coach = counsellor_of(case, on=on)
        if coach is None or case.person.protected or case.closed_on is not None:
            continue
        _beside(case, coach, _written(case, on), on)
        written += 1
        if written == adal().plans.citizens:
            return


def _written(case: Citizen, on: date) -> PlanItem:
    """The citizen's own words; their goal."""
    told = adal().plans
    goal = _add(case, ItemKind.GOAL, Words(told.goal, told.words), shared=True)
    for step in told.steps:
        words = Words(
            title=step.title,
            done_by=step.done_by,
            helper_name=step.helper,
            due_on=on + timedelta(days=step.in_days),
            progress=Progress.DONE if step.done else Progress.OPEN,
        )
        _add(case, ItemKind.STEP, words, shared=step.shared, goal=goal.public_id)
    agreed = Words(told.agreed, due_on=on - timedelta(days=told.agreed_days_ago))
    _add(case, ItemKind.AGREED, agreed, shared=True)
    _add(case, ItemKind.NOTE, Words(told.note_title, told.note))
    _add(case, ItemKind.AGAIN, Words(told.again))
    return goal


def _add(
    case: Citizen, kind: ItemKind, words: Words, *, shared: bool = False, goal: str = ""
) -> PlanItem:
    actor = actor_for(person=case.person, role=Role.CITIZEN)
    told = {"kind": kind, "words": words, "shared": shared, "goal": goal}
    return item_add(actor=actor, citizen=case, now=clock.now(), **told)


def _beside(case: Citizen, coach: Person, goal: PlanItem, on: date) -> None:
    """What the coach proposes towards the goal, and says of the plan."""
    told, actor = adal().plans, actor_for(person=coach, role=Role.COUNSELLOR)
    step = Remark(told.proposal_words, told.proposal, due_on=on + LATER)
    for item, remark in ((goal, step), (None, Remark(told.comment))):
        remark_make(actor=actor, citizen=case, item=item, remark=remark, now=clock.now())
