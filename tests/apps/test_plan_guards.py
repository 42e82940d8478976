"""What the database refuses about a plan, past every service."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.doors import AccessRefused
from staasted.apps.plans.access import own_history, shared_items
from staasted.apps.plans.erasing import plan_erase
from staasted.apps.plans.kinds import ItemKind, Progress
from staasted.apps.plans.models import PlanItem, PlanRemark, PlanVersion
from staasted.apps.plans.remarks import Remark, proposal_take, remark_make
from staasted.apps.plans.services import item_progress, item_remove, item_restore, plan_share
from staasted.core.errors import DomainError
from tests import town
from tests.plans import a_goal, a_step, change, propose, write
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "words", [{"title": "Andet"}, {"words": "x"}, {"progress": "done"}, {"due_on": "2026-06-01"}]
)
def test_words_never_change_without_a_version_of_their_own(
    ase: Citizen, words: dict[str, object]
) -> None:
    item = PlanItem.objects.filter(pk=a_goal(ase).pk)
    assert refused(lambda: item.update(**words))
    assert refused(lambda: item.update(**words, version=F("version") + 2))
    assert not refused(lambda: item.update(**words, version=F("version") + 1))


def test_an_earlier_version_is_never_changed(ase: Citizen) -> None:
    a_goal(ase)
    assert refused(lambda: PlanVersion.objects.update(title="Andet"))


def test_a_remark_is_never_edited(ase: Citizen, place: Town) -> None:
    propose(ase, place)
    assert refused(lambda: PlanRemark.objects.update(title="Andet"))
    assert refused(lambda: PlanRemark.objects.update(state="declined")), "without saying when"
    assert not refused(lambda: PlanRemark.objects.update(state="declined", ended_at=NOON))


def test_a_plan_holds_together_within_one_case(ase: Citizen, place: Town) -> None:
    bos = a_goal(town.citizen(place.karen, name="Bo Holm"))
    step, note = a_step(ase), write(ase, ItemKind.NOTE, "Et notat")
    remark = propose(ase, place)
    steps = PlanItem.objects.filter(pk=step.pk)
    assert refused(lambda: steps.update(goal=bos))
    assert refused(lambda: steps.update(goal=note)), "no goal"
    assert refused(lambda: PlanRemark.objects.filter(pk=remark.pk).update(item=bos))
    assert not refused(lambda: steps.update(goal=a_goal(ase)))


def test_a_title_a_day_a_name_and_one_section_are_held_by_the_database(ase: Citizen) -> None:
    step = PlanItem.objects.filter(pk=a_step(ase).pk)
    agreed = PlanItem.objects.filter(pk=write(ase, ItemKind.AGREED, "CV", due_on=NOON.date()).pk)
    newer = {"version": F("version") + 1}
    assert refused(lambda: step.update(title="", **newer))
    assert refused(lambda: step.update(done_by="helper", **newer))
    assert refused(lambda: step.update(helper_name="Bodil", **newer))
    assert refused(lambda: agreed.update(due_on=None, **newer))
    assert refused(lambda: step.update(shared_from=9))
    write(ase, ItemKind.AGAIN, "Ring")
    with pytest.raises(DomainError, match="plan_again_there"):
        write(ase, ItemKind.AGAIN, "Ring igen")


def test_no_coach_writes_in_a_plan_and_nobody_in_somebody_elses(ase: Citizen, place: Town) -> None:
    coach, bo = place.counsellor(), town.acting(town.citizen(place.karen, name="Bo Holm"))
    item = a_goal(ase, shared=True)
    own = {"citizen": ase, "public_id": item.public_id, "now": NOON}
    for actor, error in ((coach, AccessRefused), (bo, NotYours)):
        with pytest.raises(error):
            a_goal(ase, by=actor)
        with pytest.raises(error):
            change(item, "Andet", seen=1, by=actor)
        with pytest.raises(error):
            item_progress(actor=actor, progress=Progress.DONE, **own)
        with pytest.raises(error):
            item_remove(actor=actor, **own)
        with pytest.raises(error):
            plan_share(actor=actor, citizen=ase, shown=[item.public_id], shared=[], now=NOON)
        with pytest.raises(error):
            plan_erase(actor=actor, citizen=ase, now=NOON)
    remark = propose(ase, place)
    with pytest.raises(AccessRefused):
        proposal_take(actor=coach, citizen=ase, public_id=remark.public_id, now=NOON)
    with pytest.raises(AccessRefused):
        propose_as(ase, place)


def propose_as(case: Citizen, place: Town) -> None:
    """The lead tries to write beside a plan."""
    remark_make(actor=place.leading(), citizen=case, item=None, remark=Remark("Hej"), now=NOON)


def test_sharing_makes_no_window_stale_and_saving_the_same_twice_is_saved_once(
    ase: Citizen,
) -> None:
    item, actor = a_goal(ase), town.acting(ase)
    shown = [item.public_id]
    plan_share(actor=actor, citizen=ase, shown=shown, shared=shown, now=NOON)
    assert change(item, "Nyt mål", seen=1, shared=True).title == "Nyt mål"
    assert change(item, "Nyt mål", seen=1, shared=True).version == 3
    assert [row.number for row in own_history(actor, item)] == [3, 2, 1]


def test_the_same_stale_words_lie_aside_once(ase: Citizen) -> None:
    item = a_goal(ase)
    change(item, "Den ene", seen=1)
    for _ in range(3):
        with pytest.raises(DomainError, match="plan_changed_meanwhile"):
            change(item, "Den anden", seen=1)
    aside = PlanVersion.objects.filter(item=item, aside=True)
    assert [row.title for row in aside] == ["Den anden"]
    assert change(item, "Den anden", seen=3).title == "Den anden"


def test_a_step_shared_under_a_goal_that_is_not_stands_alone(ase: Citizen) -> None:
    a_step(ase, goal=a_goal(ase), shared=True)
    assert [(each.title, each.goal_id) for each in shared_items(ase)] == [
        ("Ringe til kantinen", None)
    ]


def test_a_step_that_is_fetched_back_brings_its_goal(ase: Citizen) -> None:
    goal = a_goal(ase)
    step, actor = a_step(ase, goal=goal), town.acting(ase)
    own = {"actor": actor, "citizen": ase, "now": NOON}
    item_remove(public_id=goal.public_id, **own)
    assert not PlanItem.objects.filter(removed_at=None).exists()
    item_restore(public_id=step.public_id, **own)
    assert PlanItem.objects.filter(removed_at=None).count() == 2


def test_a_plan_holds_no_more_than_anybody_reads(ase: Citizen, place: Town) -> None:
    assert town.acting(ase).role is Role.CITIZEN
    with pytest.raises(DomainError, match="plan_words_too_long"):
        a_goal(ase, words="x" * 5001)
    with pytest.raises(DomainError, match="plan_words_too_long"):
        a_goal(ase, "x" * 201)
    for number in range(200):
        write(ase, ItemKind.NOTE, f"Note {number}")
    with pytest.raises(DomainError, match="plan_full"):
        write(ase, ItemKind.NOTE, "En til")
