"""The lead's overview: each figure with the way to whoever is behind it, and none too small out."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import Measure
from staasted.catalog.loader import catalog
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.netting import go_through
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db

HERE, PAPER, FILE, HOURS = (
    "/overblik/",
    "/overblik/papir/",
    "/overblik/tal/",
    "/overblik/tid/",
)
MOST = 10


@pytest.fixture
def many(place: Town) -> list[Citizen]:
    """Twelve citizens of Karen's, three of whom are in an offer today."""
    cases = [town.citizen(place.karen, name=f"Person {number:02}") for number in range(12)]
    for case in cases[:3]:
        Measure.objects.create(citizen=case, kind="wage_subsidy", starts_on=MONDAY)
    return cases


def says(place: Town, address: str) -> str:
    return main(come_in(place.lead).get(address).content.decode())


def lines(place: Town) -> list[dict[str, str]]:
    answer = come_in(place.lead).get(FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    written = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(written), delimiter=";"))


def test_a_lead_begins_on_the_overview(place: Town, many: list[Citizen]) -> None:
    lead = come_in(place.lead)
    assert lead.get("/").url == HERE
    assert "3 af 12 åbne borgere er i et tilbud" in main(lead.get(HERE).content.decode())


def test_it_says_when_the_net_was_gone_through_and_that_it_is_long_ago(
    place: Town, many: list[Citizen]
) -> None:
    assert "ikke set efter endnu" in says(place, HERE)
    go_through(MONDAY)
    page = says(place, HERE)
    assert "Nettet er set efter" in page
    assert "alert-error" not in page


def test_the_round_is_red_after_twenty_six_hours(place: Town, many: list[Citizen]) -> None:
    go_through(MONDAY - timedelta(days=1))
    page = says(place, HERE)
    assert "Tallene er gamle" in page
    assert "alert-error" in page


def test_the_overview_itself_names_nobody(place: Town, many: list[Citizen]) -> None:
    page = says(place, HERE)
    assert "Person" not in page
    assert not ReadLog.objects.filter(page="overview").exists()


def test_no_figure_on_fewer_than_ten_is_printed_or_exported(
    place: Town, many: list[Citizen]
) -> None:
    (row,) = [line for line in lines(place) if line["Tal for"] == "I tilbud"][:1]
    assert row["Antal"] == "vises ikke", "three of twelve"
    fewest = catalog().policy["figure_fewest"]
    for line in lines(place):
        if line["Antal"].isdigit():
            assert not 0 < int(line["Antal"]) < fewest, line
    assert "3 af 12" not in says(place, PAPER)
    assert "vises ikke" in says(place, PAPER)


def test_the_screen_says_that_it_is_not_for_paper(place: Town, many: list[Citizen]) -> None:
    page = says(place, HERE)
    head, _, rest = page.partition('<div class="d-print-none">')
    assert "d-print-block" in head
    assert "3 af 12" not in head
    assert "3 af 12" in rest


def test_each_line_of_the_file_says_its_day_its_law_and_how_it_is_reckoned(
    place: Town, many: list[Citizen]
) -> None:
    found = lines(place)
    assert found
    for line in found:
        assert line["Dato"] == MONDAY.isoformat()
        assert line["Lovens udgaver"]
        assert line["Sådan er det regnet"]


def test_time_is_held_against_what_falls_due(place: Town, many: list[Citizen]) -> None:
    page = says(place, HOURS)
    assert "12 samtaler skal holdes" in page
    book(many[0], place.karen)
    assert "11 samtaler skal holdes" in says(place, HOURS), "whoever has a time needs no other"
    assert "Person" not in page


def test_whoever_has_no_coach_is_needed_time_for_too(place: Town) -> None:
    town.citizen(None, name="Ida Uden-Coach")
    page = says(place, HOURS)
    assert "Borgere uden coach" in page
    assert "1 samtale skal holdes" in page


@pytest.mark.parametrize("address", [HERE, PAPER, FILE, HOURS])
def test_it_asks_ten_questions_however_many_there_are(
    place: Town, many: list[Citizen], address: str
) -> None:
    go_through(MONDAY)
    lead = come_in(place.lead)
    lead.get(address)
    with CaptureQueriesContext(connection) as asked:
        lead.get(address)
    assert len(asked) <= MOST, [query["sql"][:90] for query in asked]
