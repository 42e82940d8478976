"""A file that is taken in beside other acts on the same cases, with real connections."""

from collections.abc import Sequence

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.citizens.handing_over import Wish, caseload_hand_over, hand_over_plan
from staasted.apps.citizens.models import CaseloadHandOver, Citizen, CounsellorAssignment
from staasted.apps.imports.reading.refusals import ImportRefused
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import caseload_import
from staasted.apps.org.models import Person
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.core.errors import DomainError
from tests.files import administrator
from tests.imports.rows import file, line, number
from tests.racing import all_at_once
from tests.town import LONG_AGO, MONDAY

pytestmark = pytest.mark.django_db(transaction=True)
CITIZENS, ROUNDS = 40, 4


def coach(name: str) -> Person:
    return staff_register(name=name, roles=[Role.COUNSELLOR], from_on=LONG_AGO)


def taken_in(places: Sequence[int], coach: Person) -> ImportReport | ImportRefused:
    rows = [line(number(place), counsellor=coach.name) for place in places]
    try:
        return caseload_import(
            actor=OPERATOR, content=file(*rows), file_name="sager.csv", today=MONDAY
        )
    except ImportRefused as refused:
        return refused


def test_a_file_and_a_hand_over_of_the_same_citizens_wait_in_no_ring() -> None:
    giver, ole, jens = coach("Mette Holm"), coach("Ole Valgt"), coach("Jens Ågård")
    acting = actor_for(person=administrator("Ulla Nør"), role=Role.ADMINISTRATOR)
    for turn in range(ROUNDS):
        places = range(turn * CITIZENS, (turn + 1) * CITIZENS)
        taken_in(places, giver)
        wish, key = Wish(giver=giver, from_on=MONDAY, to=jens), new_public_id()
        digest = hand_over_plan(acting, wish).digest

        def give(wish: Wish = wish, key: str = key, digest: str = digest) -> object:
            return caseload_hand_over(actor=acting, wish=wish, key=key, digest=digest)

        backwards = list(reversed(places))
        answers = all_at_once([give, lambda places=backwards: taken_in(places, ole)])
        assert isinstance(answers[0], CaseloadHandOver | DomainError)
        assert isinstance(answers[1], ImportReport | ImportRefused)
        assert any(isinstance(each, CaseloadHandOver | ImportReport) for each in answers)
        held = CounsellorAssignment.objects.filter(to_on=None)
        assert held.count() == Citizen.objects.count() == (turn + 1) * CITIZENS
        assert not held.filter(counsellor=giver).exists()
