"""A plan as a page shows it: goals with their steps, what has no goal, notes and agreements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from staasted.apps.plans.access import PlanItem, PlanRemark
from staasted.apps.plans.kinds import ItemKind
from staasted.catalog.plan_guide import plan_guide


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal and the steps towards it, in the citizen's order."""

    goal: PlanItem
    steps: list[PlanItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What stands in a plan, by where it stands on the page."""

    aims: list[Aim]
    loose: list[PlanItem]
    notes: list[PlanItem]
    agreed: list[PlanItem]
    again: PlanItem | None
    jobs: list[PlanItem]

    @property
    def everything(self) -> list[PlanItem]:
        """All of it, as it stands on the page."""
        towards = [each for aim in self.aims for each in (aim.goal, *aim.steps)]
        again = [self.again] if self.again else []
        return [*towards, *self.loose, *self.notes, *self.agreed, *again, *self.jobs]


def plan_shown(items: Iterable[PlanItem]) -> PlanShown:
    """Items, in their order, each where it stands; a step whose goal is not among them is loose."""
    kinds: dict[str, list[PlanItem]] = {kind.value: [] for kind in ItemKind}
    for item in items:
        kinds[item.kind].append(item)
    aims = {goal.pk: Aim(goal) for goal in kinds[ItemKind.GOAL]}
    loose = []
    for step in kinds[ItemKind.STEP]:
        aim = aims.get(step.goal_id)
        (aim.steps if aim else loose).append(step)
    agreed = sorted(kinds[ItemKind.AGREED], key=_day, reverse=True)
    again = next(iter(kinds[ItemKind.AGAIN]), None)
    jobs = sorted(kinds[ItemKind.JOB], key=_day, reverse=True)
    return PlanShown(list(aims.values()), loose, kinds[ItemKind.NOTE], agreed, again, jobs)


def _day(item: PlanItem) -> date:
    return item.due_on or date.min


def by_item(remarks: Sequence[PlanRemark]) -> dict[int | None, list[PlanRemark]]:
    """Remarks by the key of what they stand beside; None is the plan as a whole."""
    found: dict[int | None, list[PlanRemark]] = {}
    for remark in remarks:
        found.setdefault(remark.item_id, []).append(remark)
    return found


def law_beside() -> dict[str, object]:
    """The statutory My plan and education first, with their sections, for a template."""
    guide = plan_guide()
    return {"statutory": guide.my_plan, "education": guide.education_first}
