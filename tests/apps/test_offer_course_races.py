"""At once: a provider's last seats, one decision in many tabs, a grant while the case closes."""

from functools import partial

import pytest

from staasted.apps.granting.models import OfferDecision
from staasted.apps.letters.models import Letter
from staasted.apps.offers.models import Measure, OfferCourse, OfferSeat, ProviderOffer
from staasted.apps.offers.providing import ProviderFacts, ProviderKind, provider_change
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.offer_courses import PLACEMENT, assess, decide, granted_to, plan, provider
from tests.racing import all_at_once
from tests.town import LONG_AGO, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)
SEATS, EIGHT = 3, 8


@pytest.fixture
def place(transactional_db: None) -> Town:
    return build_town()


def test_of_eight_granted_three_seats_at_once_three_get_one_and_the_rest_get_no_letter(
    place: Town,
) -> None:
    lager = provider(place, seats=SEATS)
    cases = [town.citizen(place.karen, name=f"Nabo {n}") for n in range(EIGHT)]
    answers = all_at_once([partial(granted_to, place, case, provider=lager) for case in cases])
    refused = [each for each in answers if isinstance(each, DomainError)]
    assert {each.code for each in refused} == {"offer_provider_full"}
    assert len(refused) == EIGHT - SEATS
    assert sorted(OfferSeat.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Letter.objects.count() == OfferDecision.objects.count() == SEATS
    assert Measure.objects.count() == SEATS


def test_one_decision_in_many_tabs_is_one_letter(place: Town) -> None:
    course = assess(place, town.citizen(place.karen))
    one = partial(decide, place.counsellor(), course, plan(), "noeglen")
    answers = all_at_once([one] * EIGHT)
    assert len({each.pk for each in answers}) == 1
    assert Letter.objects.count() == OfferDecision.objects.count() == 1


def test_a_yes_and_a_no_at_once_are_one_decision(place: Town) -> None:
    course = assess(place, town.citizen(place.karen))
    actor = place.counsellor()
    answers = all_at_once(
        [partial(decide, actor, course, plan()), partial(decide, actor, course, None)]
    )
    assert sum(isinstance(each, DomainError) for each in answers) == 1
    course.refresh_from_db()
    assert course.state == ("granted" if OfferDecision.objects.get().granted else "refused")


def test_a_case_that_closes_while_it_is_granted_leaves_no_open_course_and_no_seat(
    place: Town,
) -> None:
    case, lager = town.citizen(place.karen), provider(place)
    all_at_once(
        [
            partial(close_case, case, place.karen),
            partial(granted_to, place, case, provider=lager),
        ]
    )
    assert not OfferCourse.objects.filter(state__in=("assessed", "granted", "running")).exists()
    assert not OfferSeat.objects.filter(withdrawn=False).exists()


def test_seats_taken_while_they_are_made_fewer_are_never_more_than_there_are(place: Town) -> None:
    lager = provider(place, seats=2)
    facts = ProviderFacts(
        ProviderKind.FIRM, lager.name, "Aage Ågård", "", "", "", "", LONG_AGO, {PLACEMENT: 0}
    )
    fewer = partial(provider_change, actor=place.counsellor(), provider=lager, facts=facts)
    cases = [town.citizen(place.karen, name=f"Nabo {n}") for n in range(2)]
    all_at_once([fewer, *(partial(granted_to, place, case, provider=lager) for case in cases)])
    taken = OfferSeat.objects.filter(withdrawn=False).count()
    assert taken <= ProviderOffer.objects.get().seats
