"""Which courses a coach follows, with the next thing to do, and which promises are late."""

from datetime import timedelta

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.course_access import course_reached, courses_to_follow, late_promises
from staasted.apps.offers.courses import course_assess
from staasted.apps.org.doors import AccessRefused
from staasted.core.offering import NextStep
from tests import town
from tests.offer_courses import LAST, PLACEMENT, assess, decide, granted_to, running
from tests.offering import ask
from tests.town import MONDAY, Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_the_list_says_the_next_thing_for_each_the_nearest_first(place: Town, ase: Citizen) -> None:
    others = [town.citizen(place.karen, name=f"Nabo {n}") for n in range(3)]
    ask(others[0], PLACEMENT)
    assess(place, others[1])
    running(place, others[2])
    granted_to(place, ase)
    town.citizen(place.jens, name="Ikke Min")
    found = courses_to_follow(place.counsellor(), on=MONDAY)
    assert [asked.citizen for asked in found.asked] == [others[0]]
    assert [(line.course.citizen, line.next) for line in found.lines] == [
        (ase, NextStep.SAY_IF_BEGUN),
        (others[1], NextStep.DECIDE),
        (others[2], NextStep.FOLLOW),
    ]
    over = courses_to_follow(place.counsellor(), on=LAST + timedelta(days=1))
    assert NextStep.SAY_HOW_IT_ENDED in {line.next for line in over.lines}
    assert courses_to_follow(place.counsellor(place.jens), on=MONDAY).lines == []


def test_the_lead_sees_what_is_past_its_promised_day_and_not_what_was_written(
    place: Town, ase: Citizen
) -> None:
    ask(ase, PLACEMENT, "Det her er mellem mig og Karen")
    other = town.citizen(place.jens, name="Bo Friis")
    course = assess(place, other)
    assert late_promises(place.leading(), on=MONDAY).requests == []
    found = late_promises(place.leading(), on=course.promised_on + timedelta(days=1))
    assert [row.citizen for row in found.requests] == [ase]
    assert "words" in found.requests[0].get_deferred_fields()
    assert [row.citizen for row in found.courses] == [other]
    assert found.coaches == {ase.pk: place.karen, other.pk: place.jens}
    with pytest.raises(AccessRefused):
        late_promises(place.counsellor(), on=MONDAY)


def test_a_course_is_reached_by_its_coach_alone(place: Town, ase: Citizen) -> None:
    course = assess(place, ase)
    assert course_reached(place.counsellor(), course.public_id, on=MONDAY) == course
    with pytest.raises(LookupError):
        course_reached(place.counsellor(place.jens), course.public_id, on=MONDAY)


def test_only_a_counsellor_assesses_and_decides(place: Town, ase: Citizen) -> None:
    course = assess(place, ase)
    for actor in (town.acting(ase), place.leading()):
        with pytest.raises(AccessRefused):
            course_assess(actor=actor, citizen=ase, offer=None)  # type: ignore[arg-type]
        with pytest.raises(AccessRefused):
            decide(actor, course, None)
