"""A case with a plan goes whole; a citizen's own erasing leaves no word behind."""

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import file_check
from staasted.apps.files.models import CitizenFile
from staasted.apps.plans.erasing import plan_erase
from staasted.apps.plans.filing import item_files_add
from staasted.apps.plans.helping import Help, helper_invite
from staasted.apps.plans.kinds import ItemKind
from staasted.apps.plans.models import PlanFile, PlanHelper, PlanItem, PlanRemark, PlanVersion
from staasted.apps.plans.remarks import proposal_take
from staasted.apps.retention.services import due_erase
from staasted.core.calendar import add_months
from tests import town
from tests.apps.test_no_trace_is_left import where
from tests.ending import close_case
from tests.keeping_files import TXT
from tests.plans import FRIDAY, a_goal, a_step, change, propose, write
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

SECRET = "Jeg drømmer om havet"
DUE = add_months(MONDAY, 60)
TABLES = (PlanItem, PlanVersion, PlanFile, PlanRemark, PlanHelper, CitizenFile)


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse's plan has some of everything, each with the words in it."""
    case = town.citizen(place.karen)
    own = {"actor": town.acting(case), "citizen": case, "now": NOON}
    goal = a_goal(case, SECRET, shared=True)
    change(goal, f"{SECRET} igen", seen=1, shared=True)
    a_step(case, SECRET, goal=goal)
    write(case, ItemKind.JOB, SECRET, due_on=MONDAY)
    remark = propose(case, place, title=SECRET, beside=goal)
    proposal_take(public_id=remark.public_id, **own)
    helper_invite(help_=Help(SECRET, SECRET, FRIDAY, item=goal.public_id), **own)
    file = file_check(name=f"{SECRET}.txt", chunks=[TXT])
    item_files_add(public_id=goal.public_id, files=[file], **own)
    return case


def test_the_plan_goes_with_the_case_when_its_time_has_come(ase: Citizen, place: Town) -> None:
    close_case(ase, place.karen)
    assert {"plans.planitem", "plans.planversion", "plans.planremark"} <= where(SECRET)
    list(due_erase(actor=OPERATOR, on=DUE))
    assert where(SECRET, ase.person.name) == set()
    for table in TABLES:
        assert not table.objects.exists()


def test_what_the_citizen_erases_is_nowhere(ase: Citizen) -> None:
    plan_erase(actor=town.acting(ase), citizen=ase, now=NOON)
    assert where(SECRET) == set()
    for table in TABLES:
        assert not table.objects.exists()
