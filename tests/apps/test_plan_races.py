"""Two windows on one plan at once, with real threads and connections, on both databases."""

from collections import Counter

import pytest

from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.erasing import plan_erase
from staasted.apps.plans.models import PlanItem, PlanRemark, PlanVersion
from staasted.apps.plans.remarks import proposal_decline, proposal_take
from staasted.apps.plans.services import item_move
from staasted.core.errors import DomainError
from tests import town
from tests.plans import a_goal, a_step, change, propose
from tests.racing import all_at_once
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS, ROUNDS = 16, 3


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def code(answer: object) -> str:
    return answer.code if isinstance(answer, DomainError) else type(answer).__name__


def proposing(case: Citizen, place: Town, beside: PlanItem) -> PlanRemark | None:
    """The coach proposes beside something that may be gone by now."""
    try:
        return propose(case, place, beside=beside)
    except NotYours:
        return None


def test_of_16_windows_one_saves_and_every_other_keeps_its_words(ase: Citizen) -> None:
    for number in range(ROUNDS):
        item = a_goal(ase, f"Mål {number}")
        acts = [
            (lambda n=n, item=item: change(item, f"Vindue {n}", seen=1)) for n in range(WINDOWS)
        ]
        told = Counter(map(code, all_at_once(acts)))
        assert told == {"PlanItem": 1, "plan_changed_meanwhile": WINDOWS - 1}
        rows = PlanVersion.objects.filter(item=item)
        kept = {row.title for row in rows}
        assert {f"Vindue {n}" for n in range(WINDOWS)} < kept, "nothing anybody wrote is lost"
        assert [row.number for row in rows] == list(range(1, WINDOWS + 2))
        item.refresh_from_db()
        assert rows.get(title=item.title).aside is False


def test_a_proposal_is_answered_once(ase: Citizen, place: Town) -> None:
    for _ in range(ROUNDS):
        remark = propose(ase, place)
        own = {"actor": town.acting(ase), "citizen": ase, "now": NOON}
        told = {"public_id": remark.public_id, **own}
        before = PlanItem.objects.count()
        acts = [lambda told=told: proposal_take(**told), lambda told=told: proposal_decline(**told)]
        answers = Counter(map(code, all_at_once(acts * 4)))
        assert answers["plan_proposal_ended"] == 7
        remark = PlanRemark.objects.get(pk=remark.pk)
        taken = remark.state == "taken"
        assert PlanItem.objects.count() - before == int(taken)
        assert (remark.taken_as is not None) == taken


def test_moving_at_once_leaves_each_step_its_own_place(ase: Citizen) -> None:
    goal = a_goal(ase)
    steps = [a_step(ase, f"Trin {n}", goal=goal) for n in range(5)]
    acts = [
        (
            lambda step=step, up=up: item_move(
                actor=town.acting(ase),
                citizen=ase,
                public_id=step.public_id,
                earlier=up,
                now=NOON,
            )
        )
        for step in steps
        for up in (True, False, True)
    ]
    assert not [each for each in all_at_once(acts) if each is not None]
    places = list(PlanItem.objects.filter(goal=goal).values_list("place", flat=True))
    assert sorted(places) == [1, 2, 3, 4, 5]


def test_erasing_while_somebody_writes_leaves_a_whole_plan_or_none(
    ase: Citizen, place: Town
) -> None:
    for _ in range(ROUNDS):
        item = a_goal(ase, shared=True)
        acts = [
            lambda: plan_erase(actor=town.acting(ase), citizen=ase, now=NOON),
            lambda item=item: change(item, "Nyt", seen=1),
            lambda: a_goal(ase, "Et mere"),
            lambda item=item: proposing(ase, place, item),
        ]
        told = {code(each) for each in all_at_once(acts)}
        assert told <= {"NoneType", "PlanItem", "PlanRemark", "plan_item_gone"}
        for row in PlanItem.objects.all():
            assert PlanVersion.objects.filter(item=row, number=row.version).exists()
        plan_erase(actor=town.acting(ase), citizen=ase, now=NOON)
        assert not PlanItem.objects.exists()
