"""Closing a case while its citizen books, with real threads and connections."""

from collections.abc import Callable

import pytest

from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.services import booking_move
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.models import Citizen
from staasted.core.errors import DomainError
from tests import town
from tests.apps.test_races import all_at_once, booker
from tests.ending import close_case
from tests.happenings import book, free, request
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


@pytest.fixture
def place() -> Town:
    return build_town()


def closer(case: Citizen, place: Town) -> Callable[[], object]:
    return lambda: close_case(case, place.karen)


def nothing_is_live_on(case: Citizen) -> None:
    assert not Booking.objects.filter(citizen=case, outcome=None).exists()
    assert not Occupation.objects.filter(booking__citizen=case, live=True).exists()


def test_no_live_booking_is_left_on_a_closed_case_whoever_comes_first(place: Town) -> None:
    for _ in range(ROUNDS):
        case = town.citizen(place.karen)
        slots = free(case, place.karen)[:3]
        acts = [booker(case, place, slot) for slot in slots]
        answers = all_at_once([*acts, closer(case, place)])
        assert isinstance(answers[-1], CaseClosing)
        refusals = {each.code for each in answers if isinstance(each, DomainError)}
        assert refusals <= {"case_closed", "booked_already"}
        nothing_is_live_on(case)


def test_a_move_and_a_closing_at_once_leave_nothing_live(place: Town) -> None:
    for _ in range(ROUNDS):
        case = town.citizen(place.karen)
        held, slot = book(case, place.karen), free(case, place.karen)[4]

        def move(held: Booking = held, case: Citizen = case, slot: object = slot) -> object:
            return booking_move(
                actor=town.acting(case),
                booking=held,
                counsellor=place.karen,
                request=request(slot.start),
            )

        all_at_once([move, closer(case, place)])
        nothing_is_live_on(case)


def test_of_two_who_close_at_once_one_does(place: Town) -> None:
    case = town.citizen(place.karen)
    answers = all_at_once([closer(case, place)] * 8)
    assert sum(isinstance(answer, CaseClosing) for answer in answers) == 1
    assert {each.code for each in answers if isinstance(each, DomainError)} == {"case_closed"}
