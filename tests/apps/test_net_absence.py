"""Who hears of an alert while people are away, in a team of three."""

from datetime import date

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert
from staasted.apps.org.models import Person, Team
from staasted.apps.org.services import staff_register
from staasted.apps.org.staffing import team_join
from staasted.core.net import OwnerAs
from tests import town
from tests.netting import DAY, alert_on, go_through, nights
from tests.town import LONG_AGO, MONDAY, Town, build_town

pytestmark = pytest.mark.django_db
HEARD = MONDAY + 4 * DAY
"""The first night after three working days without an act, when a colleague hears."""


@pytest.fixture
def office() -> Town:
    return build_town(demo=False)


@pytest.fixture
def team(office: Town) -> Team:
    """Karen and Jens."""
    return office.in_team(office.karen, office.jens)


@pytest.fixture
def third(team: Team) -> Person:
    """Another of the team."""
    there = staff_register(name="Tove Tredje", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    team_join(actor=OPERATOR, person=there, team=team, from_on=LONG_AGO)
    return there


@pytest.fixture
def case(office: Town) -> Citizen:
    return town.citizen(office.karen, starts_on=MONDAY, asked_on=MONDAY)


def away(person: Person, first: date, last: date) -> None:
    absence_record(actor=town.operator, person=person, from_on=first, to_on=last)


def alert_of(case: Citizen) -> Alert:
    return alert_on(case, "nothing_ahead")


@pytest.mark.usefixtures("team")
def test_where_no_colleague_is_at_work_one_hears_the_day_they_are_back(
    office: Town, case: Citizen
) -> None:
    away(office.jens, HEARD, HEARD)
    nights(MONDAY, HEARD)
    alert = alert_of(case)
    assert (alert.colleague, alert.colleague_on, alert.lead_on) == (None, None, None)
    go_through(HEARD + DAY)
    alert = alert_of(case)
    assert (alert.colleague, alert.colleague_on) == (office.jens, HEARD + DAY)


def test_a_colleague_who_goes_away_is_followed_by_another(
    office: Town, case: Citizen, third: Person
) -> None:
    nights(MONDAY, HEARD)
    first = alert_of(case).colleague
    other = third if first == office.jens else office.jens
    away(first, HEARD + DAY, HEARD + 30 * DAY)
    go_through(HEARD + DAY)
    alert = alert_of(case)
    assert (alert.colleague, alert.colleague_on) == (other, HEARD + DAY)
    go_through(HEARD + 2 * DAY)
    assert alert_of(case).colleague_on == HEARD + DAY, "whoever has heard is not told twice"


def test_a_colleague_who_stands_in_is_not_the_other_one_who_hears(
    office: Town, case: Citizen, third: Person
) -> None:
    nights(MONDAY, HEARD)
    away(office.karen, HEARD + DAY, HEARD + 30 * DAY)
    go_through(HEARD + DAY)
    alert = alert_of(case)
    assert alert.owner_as == OwnerAs.STAND_IN
    assert {alert.owner, alert.colleague} == {office.jens, third}


def test_a_colleague_for_whom_the_case_is_marked_is_followed_by_another(
    office: Town, case: Citizen, third: Person
) -> None:
    nights(MONDAY, HEARD)
    first = alert_of(case).colleague
    town.keep_apart(case, first)
    go_through(HEARD + DAY)
    assert {first, alert_of(case).colleague} == {office.jens, third}


def test_with_the_whole_team_away_it_is_the_leads_and_the_coachs_again_after(
    office: Town, case: Citizen, third: Person
) -> None:
    go_through(MONDAY)
    for person in (office.karen, office.jens, third):
        away(person, MONDAY + DAY, MONDAY + 2 * DAY)
    go_through(MONDAY + DAY)
    alert = alert_of(case)
    assert (alert.owner, alert.owner_as, alert.lead_on) == (None, OwnerAs.LEAD, MONDAY + DAY)
    go_through(MONDAY + 3 * DAY)
    alert = alert_of(case)
    assert (alert.owner, alert.owner_as) == (office.karen, OwnerAs.COACH)
    assert alert.lead_on == MONDAY + DAY, "what the lead has heard is not unheard"
