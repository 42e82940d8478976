"""The demo's offers: somebody stands in each state, made through the services."""

from staasted.apps.letters.models import Letter
from staasted.apps.offers.models import OfferCourse, Provider
from staasted.apps.offers.selectors import running_on
from staasted.cli.adal_courses import FIRST, courses_write
from tests import town
from tests.town import MONDAY, Town


def test_one_is_assessed_one_granted_one_in_the_offer_and_one_done(place: Town) -> None:
    before = [town.citizen(place.karen, name=f"Borger {n}") for n in range(FIRST)]
    cases = [town.citizen(place.karen, name=f"Nabo {n}") for n in range(4)]
    courses_write([*before, town.citizen(None, name="Uden Coach"), *cases], on=MONDAY)
    states = OfferCourse.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["assessed", "granted", "running", "ended"]
    assert running_on(MONDAY) == {cases[2].public_id}
    assert Letter.objects.count() == 3
    assert Provider.objects.count() == 1


def test_a_small_demo_has_none(place: Town) -> None:
    courses_write([town.citizen(place.karen)], on=MONDAY)
    assert not OfferCourse.objects.exists()
