"""At once: the last place, one place pressed twice, one request in two tabs, a closing case."""

from functools import partial

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import OfferPlace, OfferRequest, OfferRound
from staasted.apps.offers.requests import request_take_up, request_withdraw
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.offering import SEATED, ask, take
from tests.racing import all_at_once
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)
SEATS, TWELVE = 8, 12


@pytest.fixture
def place(transactional_db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_of_twelve_who_take_eight_places_at_once_eight_get_one(place: Town) -> None:
    cases = [town.citizen(place.karen, name=f"Nabo {n}") for n in range(TWELVE)]
    answers = all_at_once([partial(take, case) for case in cases])
    refused = [each for each in answers if isinstance(each, DomainError)]
    assert {each.code for each in refused} == {"offer_full"}
    numbers = OfferPlace.objects.filter(live=True).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, SEATS + 1))
    assert len(refused) == TWELVE - SEATS
    assert OfferRound.objects.filter(offer=SEATED).count() == 1


def test_one_place_pressed_many_times_is_one_place(ase: Citizen) -> None:
    answers = all_at_once([partial(take, ase)] * TWELVE)
    assert len({each.pk for each in answers}) == 1
    assert OfferPlace.objects.count() == ActLog.objects.filter(act="offer_take").count() == 1


def test_one_request_in_many_tabs_is_one_request(ase: Citizen) -> None:
    answers = all_at_once([partial(ask, ase, words=f"faneblad {n}") for n in range(TWELVE)])
    assert len({each.pk for each in answers}) == 1
    assert OfferRequest.objects.count() == ActLog.objects.filter(act="offer_request").count() == 1


def test_a_request_taken_up_and_taken_back_at_once_ends_one_way(place: Town, ase: Citizen) -> None:
    asked = ask(ase)
    all_at_once(
        [
            partial(request_withdraw, actor=town.acting(ase), request=asked),
            partial(request_take_up, actor=place.counsellor(), request=asked),
        ]
    )
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_a_case_that_closes_while_places_are_taken_leaves_none_live(
    place: Town, ase: Citizen
) -> None:
    all_at_once([partial(close_case, ase, place.karen), partial(take, ase), partial(ask, ase)])
    assert not OfferPlace.objects.filter(live=True).exists()
    assert not OfferRequest.objects.filter(state__in=("asked", "taken_up")).exists()
