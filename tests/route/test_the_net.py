"""The net over HTTP: a coach sees why somebody is on the list, the lead whom nobody has seen to."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.texts import text
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.netting import go_through, nights
from tests.talking import posts
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
MINE, LEADS = "/hold-oeje/", "/niveau/nettet/"
PAPER, FILE = f"{LEADS}papir/", f"{LEADS}fil/"
DAY = timedelta(days=1)


@pytest.fixture
def case(place: Town) -> Iterator[Citizen]:
    with clock.pinned(NOON):
        yield town.citizen(place.karen, name="Ida Ene", starts_on=MONDAY, asked_on=MONDAY)


def nobody_acts() -> None:
    """Silence has an alert after two weeks, and the lead hears of it five working days later."""
    for day in (0, 15, 26):
        go_through(MONDAY + day * DAY)


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


def test_each_line_of_a_citizen_says_what_takes_it_away_and_has_its_ways(
    place: Town, case: Citizen
) -> None:
    with clock.pinned(NOON):
        posts(case, place.karen)
    go_through(MONDAY + 8 * DAY)
    page = shown(place.karen, MINE)
    for told in (
        "Intet ligger forude: En samtale, en tid, en ny aftale eller en pause med grund.",
        "Ulæst brev: At I taler sammen.",
        f"/borgere/{case.public_id}/book/",
        "Se brevene",
    ):
        assert told in page
    assert page.count("Book en tid") == 1


def test_a_line_of_a_watch_that_is_no_more_says_what_takes_it_away(
    place: Town, case: Citizen
) -> None:
    Alert.objects.create(
        citizen=case,
        watch="a_watch_of_last_year",
        about_key="1",
        since_on=MONDAY,
        opened_on=MONDAY,
        opened_at=NOON,
        owner=place.karen,
        owner_as="coach",
    )
    page = shown(place.karen, MINE)
    assert text("net.alerts.unknown") in page
    assert text("net.alerts.any_act") in page
    assert f"/borgere/{case.public_id}/book/" in page


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


def test_the_level_page_tells_the_nights_figure_beside_todays(place: Town, case: Citizen) -> None:
    go_through(MONDAY)
    book(case, place.karen)
    page = shown(place.lead, "/niveau/")
    assert "0 borgere er udækkede" in page
    assert "Da nettet blev set efter" in page
    assert "var det 1: 1 holder nogen øje med, og 0 er tabt" in page


def test_what_nobody_acted_on_is_raised_to_the_lead_by_name(place: Town, case: Citizen) -> None:
    nobody_acts()
    page = shown(place.lead, f"{LEADS}?vis=meldt")
    for told in ("Meldt til dig (1)", "Ida Ene", "Stilhed", "ingen har handlet i tide"):
        assert told in page
    assert case.public_id in ReadLog.objects.latest("id").citizens


@pytest.mark.parametrize("address", [PAPER, FILE])
def test_a_list_is_printed_and_got_as_a_file_whole_and_named_in_the_log(
    place: Town, case: Citizen, address: str
) -> None:
    others = [town.citizen(place.karen, name=f"Person {number:02}") for number in range(40)]
    nights(MONDAY, MONDAY + 9 * DAY)
    before = ReadLog.objects.count()
    told = come_in(place.lead).get(f"{address}?vis=tabt").content.decode()
    assert all(each.person.name in told for each in (case, *others))
    (row,) = ReadLog.objects.order_by("id")[before:]
    assert set(row.citizens.strip("|").split("|")) == {each.public_id for each in (case, *others)}
    assert "holder nogen øje med" not in told, "persons alone: no figure is about few on paper"


def test_no_name_begins_a_formula_and_a_protected_one_is_in_no_file(place: Town) -> None:
    for name in ("=HYPERLINK(1)", "Ida Hemmelig"):
        hidden = town.citizen(place.karen, name=name, starts_on=MONDAY, asked_on=MONDAY)
    Person.objects.filter(pk=hidden.person_id).update(protected=True)
    go_through(MONDAY)
    answer = come_in(place.lead).get(f"{FILE}?vis=set-efter")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "set-efter-2026-05-18.csv" in answer["Content-Disposition"]
    columns, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert columns == ["Navn", "Sidst i kontakt", "Hvem har den", "Siden"]
    assert sorted(row[0] for row in rows) == ["'=HYPERLINK(1)", text("ui.protected_name")]
    assert {tuple(row[1:]) for row in rows} == {("2026-05-18", "Karen Østergård", "2026-05-18")}


def test_a_file_of_what_is_raised_says_about_what(place: Town, case: Citizen) -> None:
    nobody_acts()
    answer = come_in(place.lead).get(f"{FILE}?vis=meldt").content.decode("utf-8-sig")
    _, (name, why, *_) = csv.reader(StringIO(answer), delimiter=";")
    assert (name, why) == ("Ida Ene", "Stilhed")


def test_of_a_case_marked_for_the_lead_nothing_but_that_is_told(place: Town, case: Citizen) -> None:
    town.keep_apart(case, place.lead)
    nobody_acts()
    for query in ("tabt", "meldt"):
        for address in (LEADS, PAPER, FILE):
            told = come_in(place.lead).get(f"{address}?vis={query}").content.decode()
            assert "Ida Ene" not in told
            assert text("lead.level.own_case") in told
            assert "Stilhed" not in told
