"""Erasing a case while somebody opens it again, with real threads and connections."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.seen import seen_of
from staasted.apps.booking.models import Booking
from staasted.apps.cases.closing import case_reopen
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.insight.services import name_ask
from staasted.apps.org.clock import clock
from staasted.apps.retention.services import case_erase
from staasted.apps.rights.models import RightsRequest
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from tests import town
from tests.asking import ask_to_correct, read_by_karen
from tests.at_once import together
from tests.ending import close_case
from tests.town import MONDAY, NOON, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
DUE = add_months(MONDAY, 60)


@pytest.fixture
def place() -> Town:
    return build_town()


def closed(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    close_case(case, place.karen)
    return case


def tried(act: Callable[[], object]) -> Callable[[], object]:
    """The act, with what it refused, or what the database refused it, as its answer."""

    def run() -> object:
        try:
            return act()
        except (DomainError, DatabaseError, ObjectDoesNotExist, NotYours) as refused:
            return refused

    return run


def eraser(case: Citizen) -> Callable[[], object]:
    return tried(lambda: case_erase(actor=OPERATOR, public_id=case.public_id, on=DUE))


def nothing_is_left_of(case: Citizen) -> None:
    for table in (BenefitPeriod, CaseClosing, Booking, RightsRequest):
        assert not table.objects.filter(citizen_id=case.pk).exists()


def test_a_case_that_is_opened_again_is_whole_or_it_is_gone(place: Town) -> None:
    for _ in range(ROUNDS):
        case = closed(place)
        opening = tried(
            lambda case=case: case_reopen(actor=place.counsellor(), citizen=case, on=clock.today())
        )
        erased, opened = together([eraser(case), opening])
        there = Citizen.objects.filter(pk=case.pk).first()
        if there is None:
            nothing_is_left_of(case)
            assert isinstance(opened, Exception)
        else:
            assert erased is None
            assert there.closed_on is None
            assert BenefitPeriod.objects.filter(citizen=there).count() == 1
    connection.check_constraints()


def test_what_is_asked_in_the_last_second_stays_with_its_case_or_is_refused(place: Town) -> None:
    for _ in range(ROUNDS):
        case = closed(place)
        asking = tried(lambda case=case: ask_to_correct(case))
        erased, asked = together([eraser(case), asking])
        if isinstance(asked, RightsRequest):
            assert erased is None
            assert Citizen.objects.filter(pk=case.pk).exists()
        else:
            assert isinstance(asked, NotYours)
            nothing_is_left_of(case)
    connection.check_constraints()


def test_nothing_is_asked_about_a_case_that_is_gone(place: Town) -> None:
    case = town.citizen(place.karen)
    read_by_karen(case, place)
    sight = seen_of(case.public_id)[0].sight
    actor = town.acting(case)
    close_case(case, place.karen)
    eraser(case)()
    with pytest.raises(NotYours):
        ask_to_correct(case)
    with pytest.raises(NotYours):
        name_ask(actor=actor, citizen=case, sight=sight, now=NOON)


def test_of_two_who_erase_at_once_one_does(place: Town) -> None:
    case = closed(place)
    answers = together([eraser(case)] * 4)
    assert sum(bool(answer) and not isinstance(answer, Exception) for answer in answers) == 1
    assert ActLog.objects.filter(act="erase_case").count() == 1
