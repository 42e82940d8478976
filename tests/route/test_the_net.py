"""The net over HTTP: a coach sees why somebody is on the list, the lead whom nobody has seen to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.netting import go_through, nights
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
MINE, LEADS = "/hold-oeje/", "/niveau/nettet/"
DAY = timedelta(days=1)


@pytest.fixture
def case(place: Town) -> Iterator[Citizen]:
    with clock.pinned(NOON):
        yield town.citizen(place.karen, name="Ida Ene", starts_on=MONDAY, asked_on=MONDAY)


def shown(person: Person, page: str) -> str:
    return main(come_in(person).get(page).content.decode())


def test_each_line_says_why_now_what_closes_it_and_how(place: Town, case: Citizen) -> None:
    go_through(MONDAY)
    page = shown(place.karen, MINE)
    for told in (
        "Ida Ene",
        "Intet ligger forude",
        "Har hverken en tid, en aftalt dag eller en pause",
        "Siden mandag den 18. maj",
        "Det tager linjen væk",
        "Senest tirsdag den 26. maj",
        f"/borgere/{case.public_id}/book/",
        f"/borgere/{case.public_id}/aftale/",
    ):
        assert told in page
    assert case.public_id in ReadLog.objects.latest("id").citizens


def test_a_booking_takes_the_line_away_at_once(place: Town, case: Citizen) -> None:
    go_through(MONDAY)
    book(case, place.karen)
    assert "Ingen mangler dig lige nu" in shown(place.karen, MINE)
    assert "Ingen venter på, at nogen gør noget" in shown(place.lead, f"{LEADS}?vis=set-efter")


def test_the_lead_sees_the_lost_by_name_and_it_is_logged(place: Town, case: Citizen) -> None:
    nights(MONDAY, MONDAY + 9 * DAY)
    page = shown(place.lead, LEADS)
    for told in ("1 borger er tabt", "Ida Ene", "Karen Østergård", "Nat for nat"):
        assert told in page
    assert case.public_id in ReadLog.objects.latest("id").citizens


def test_a_protected_name_is_hidden_from_the_lead(place: Town, case: Citizen) -> None:
    Person.objects.filter(pk=case.person_id).update(protected=True)
    go_through(MONDAY)
    page = shown(place.lead, f"{LEADS}?vis=set-efter")
    assert "Ida Ene" not in page
    assert "Beskyttet" in page


def test_the_page_is_red_when_the_round_is_too_old(place: Town) -> None:
    assert "Nettet er ikke set efter endnu" in shown(place.lead, LEADS)
    go_through(MONDAY)
    assert "Nettet er ikke set efter siden" not in shown(place.lead, LEADS)
    with clock.pinned(NOON + DAY):
        assert "Nettet er ikke set efter siden" in shown(place.lead, LEADS)


def test_a_colleagues_lines_are_counted_until_a_purpose_is_said(place: Town, case: Citizen) -> None:
    place.in_team(place.karen, place.jens)
    nights(MONDAY, MONDAY + 4 * DAY)
    page = shown(place.jens, MINE)
    assert "Ida Ene" not in page
    assert "1 linje er om kollegers borgere" in page
    covering = come_in(place.jens, purpose="cover")
    told = main(covering.get(MINE).content.decode())
    assert "Ida Ene" in told
    assert "Karen Østergård har den" in told


def test_the_level_page_leads_to_the_net(place: Town) -> None:
    assert LEADS in shown(place.lead, "/niveau/")
