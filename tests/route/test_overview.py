"""The lead's overview: each figure with the way to whoever is behind it, and none too small out."""

import csv
import re
from datetime import date, timedelta
from html import unescape
from io import StringIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import BrokenGlass, Citizen
from staasted.apps.citizens.relating import glass_break, glass_look_at
from staasted.apps.offers.models import Measure
from staasted.apps.org.clock import clock
from staasted.apps.overview.models import OverviewNight
from staasted.apps.overview.services import overview_write
from staasted.catalog.loader import catalog
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.netting import go_through, night
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


def reckon(day: date) -> None:
    """The night's two rounds: the net, and the figures of the overview."""
    go_through(day)
    with clock.pinned(night(day)):
        overview_write(now=night(day))


def test_a_lead_begins_on_the_overview(place: Town, many: list[Citizen]) -> None:
    reckon(MONDAY)
    lead = come_in(place.lead)
    assert lead.get("/").url == HERE
    page = main(lead.get(HERE).content.decode())
    assert "3 af 12 åbne borgere er i et tilbud" in page
    assert "Se 9 borgere, der ikke er" in page


def test_before_the_first_night_it_says_so_and_where_to_look_instead(
    place: Town, many: list[Citizen]
) -> None:
    page = says(place, HERE)
    assert "Tallene er ikke regnet endnu" in page
    assert 'href="/niveau/"' in page


def test_it_says_when_it_was_reckoned_and_that_it_is_long_ago(
    place: Town, many: list[Citizen]
) -> None:
    reckon(MONDAY)
    page = says(place, HERE)
    assert (
        "Tal fra mandag den 18. maj 2026 kl. 3.00" in page or "Tal fra mandag den 18. maj" in page
    )
    assert "alert-error" not in page
    with clock.pinned(night(MONDAY) + timedelta(hours=27)):
        page = says(place, HERE)
    assert "er gamle" in page
    assert "alert-error" in page


def test_the_front_page_reads_no_citizen(place: Town, many: list[Citizen]) -> None:
    reckon(MONDAY)
    lead = come_in(place.lead)
    lead.get(HERE)
    with CaptureQueriesContext(connection) as asked:
        lead.get(HERE)
    tables = {word for each in asked for word in re.findall(r'FROM "(\w+)"', each["sql"])}
    assert "overview_overviewnight" in tables
    of_people = {"conversations_stamp", "citizens_benefitperiod", "booking_booking"}
    assert not tables & of_people


def test_each_figure_has_the_list_of_whoever_is_behind_it(place: Town, many: list[Citizen]) -> None:
    reckon(MONDAY)
    lead = come_in(place.lead)
    page = main(lead.get(HERE).content.decode())
    ways = [unescape(way) for way in re.findall(r'href="(/[^"]+)"', page)]
    for wanted in (
        "/niveau/?vis=sen#borgere",
        "/niveau/?vis=udaekket#borgere",
        "/niveau/nettet/?vis=tabt#borgere",
        "/niveau/nettet/?vis=set-efter#borgere",
        "/niveau/?indsats=tilbud&vis=uden-tilbud#borgere",
        f"/niveau/?indsats=samtaler&vis=mangler&gruppe={town.JOB_READY}#borgere",
        "/overblik/tid/",
        "/aabnet-med-begrundelse/",
        "/hvad-borgerne-siger/",
    ):
        assert wanted in ways, wanted
    for way in ways:
        assert lead.get(way).status_code == 200, way


def test_what_is_told_is_what_the_lists_hold(place: Town, many: list[Citizen]) -> None:
    reckon(MONDAY)
    page = says(place, HERE)
    late = [case for case in many if "Person" in case.person.name]
    assert f"{len(late)} borgere venter for længe på den første samtale" in page
    assert f"Sen første samtale ({len(late)})" in says(place, "/niveau/?vis=sen")
    assert "Ikke i tilbud i dag (9)" in says(place, "/niveau/?indsats=tilbud")


def test_the_weeks_behind_stand_beside_the_newest_night(place: Town, many: list[Citizen]) -> None:
    for weeks in (2, 1, 0):
        reckon(MONDAY - timedelta(weeks=weeks))
    page = says(place, HERE)
    weeks_told = re.findall(r"Mandag den \d+\. maj 2026", page)
    assert weeks_told == [f"Mandag den {day}. maj 2026" for day in (18, 11, 4)]


def test_a_case_opened_for_a_reason_waits_for_the_lead(place: Town, many: list[Citizen]) -> None:
    assert "0 sager er åbnet med en begrundelse" in says(place, HERE)
    glass_break(actor=place.counsellor(), public_id=many[0].public_id, reason="Vagt i nat.")
    assert "1 sag er åbnet med en begrundelse" in says(place, HERE)
    row = BrokenGlass.objects.get()
    glass_look_at(actor=place.leading(), public_id=row.public_id)
    assert "0 sager er åbnet med en begrundelse" in says(place, HERE)


def test_the_figures_of_a_night_are_written_once_and_stay(place: Town, many: list[Citizen]) -> None:
    reckon(MONDAY)
    first = OverviewNight.objects.get()
    town.citizen(place.karen, name="Ny")
    reckon(MONDAY)
    assert OverviewNight.objects.get().open == first.open == 12
    for change in (
        lambda: OverviewNight.objects.update(late=0),
        lambda: OverviewNight.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="stay as they are"), transaction.atomic():
            change()


def test_the_overview_itself_names_nobody(place: Town, many: list[Citizen]) -> None:
    page = says(place, HERE)
    assert "Person" not in page
    assert not ReadLog.objects.filter(page="overview").exists()


def test_no_figure_on_fewer_than_ten_is_printed_or_exported(
    place: Town, many: list[Citizen]
) -> None:
    reckon(MONDAY)
    (row,) = [line for line in lines(place) if line["Tal for"] == "I tilbud"][:1]
    assert row["Antal"] == "vises ikke", "three of twelve"
    fewest = catalog().policy["figure_fewest"]
    for line in lines(place):
        if line["Antal"].isdigit() and line["Tal for"] != "Ledige timer":  # of staff
            assert not 0 < int(line["Antal"]) < fewest, line
    assert "3 af 12" not in says(place, PAPER)
    assert "vises ikke" in says(place, PAPER)


def test_the_screen_says_that_it_is_not_for_paper(place: Town, many: list[Citizen]) -> None:
    reckon(MONDAY)
    page = says(place, HERE)
    head, _, rest = page.partition('<div class="d-print-none">')
    assert "d-print-block" in head
    assert "3 af 12" not in head
    assert "3 af 12" in rest


def test_each_line_of_the_file_says_its_day_its_law_and_how_it_is_reckoned(
    place: Town, many: list[Citizen]
) -> None:
    reckon(MONDAY)
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
    reckon(MONDAY)
    lead = come_in(place.lead)
    lead.get(address)
    with CaptureQueriesContext(connection) as asked:
        lead.get(address)
    assert len(asked) <= MOST, [query["sql"][:90] for query in asked]
