"""Offers in the lead's figures: counted from the day they begin, not while they stand still."""

from datetime import date, timedelta

import pytest

from staasted.apps.effort.offers_run import offers_figures
from staasted.apps.offers.courses import course_pause
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from tests import town
from tests.offer_courses import granted_to, running
from tests.town import MONDAY, NOON, Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
IN_TWO_WEEKS = MONDAY + timedelta(days=13)


def test_an_offer_counts_when_it_has_begun_and_not_while_it_stands_still(place: Town) -> None:
    cases = [
        town.citizen(place.karen, name=f"Nabo {n}", starts_on=date(2026, 5, 4)) for n in range(12)
    ]
    running(place, cases[0])
    granted_to(place, cases[1])
    stopped = running(place, cases[2])
    with clock.pinned(NOON + timedelta(days=7)):
        act = {"actor": place.counsellor(), "course": stopped, "until_on": None}
        course_pause(**act, on=MONDAY + timedelta(days=7), words="Du er syg.")
    with clock.pinned(NOON + timedelta(days=13)):
        found = offers_figures(place.leading(), on=IN_TWO_WEEKS)
    assert (found.whole.running, found.whole.open) == (1, 12)
    assert found.whole.weeks == 3  # two of the one, one before the pause of the other
    (group,) = found.groups
    assert (group.group, group.persons, found.hidden) == (town.JOB_READY, 12, 0)


def test_a_group_of_few_is_not_told_and_only_a_lead_asks(place: Town) -> None:
    running(place, town.citizen(place.karen))
    found = offers_figures(place.leading(), on=MONDAY)
    assert (found.groups, found.hidden) == ((), 1)
    with pytest.raises(AccessRefused):
        offers_figures(place.counsellor(), on=MONDAY)
