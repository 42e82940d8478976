"""Where everybody stands, asked without what each is owed, is what the whole answer says."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import courses_of_everybody
from staasted.apps.conversations.stands import stands_of_open
from staasted.apps.imports.services import caseload_import
from staasted.apps.imports.synthetic import municipality
from staasted.apps.trials.selectors import book_in_force
from staasted.core.calendar import Period
from staasted.core.effort import Standing
from tests.town import MONDAY, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> None:
    """A municipality of 300 of all groups, with what happened to them."""
    place = build_town(demo=False)
    made = municipality(citizens=300, seed=7, on=MONDAY, counsellors=[place.karen.name])
    taken = caseload_import(
        actor=OPERATOR, content=made.caseload, file_name="borgere.csv", today=MONDAY
    )
    assert not taken.rejected
    Citizen.objects.filter(pk__in=Citizen.objects.order_by("pk")[:9]).update(closed_on=MONDAY)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("later", [0, 200])
def test_the_stand_is_the_answers(later: int) -> None:
    on, book = MONDAY + timedelta(days=later), book_in_force()
    everybody = courses_of_everybody(book, Period(on, on), on=on)
    whole = {each.citizen.pk: each for each in everybody if each.citizen.closed_on is None}
    stands = {each.citizen.pk: each for each in stands_of_open(book, on=on)}
    assert list(stands) == sorted(whole)
    assert {each.answer.standing for each in stands.values()} >= {
        Standing.IN_COURSE,
        Standing.NO_COURSE,
    }
    for key, course in whole.items():
        found = stands[key]
        assert (found.period, found.facts, found.weeks) == (
            course.period,
            course.facts,
            course.weeks,
        )
        for said in ("group", "standing", "relieved"):
            assert getattr(found.answer, said) == getattr(course.answer, said)
        assert [e.event for e in found.answer.events] == [e.event for e in course.answer.events]
