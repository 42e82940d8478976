"""The persons behind a figure, on page, on paper and in a file: named, logged, and no figure."""

import csv
import re
from datetime import date
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import glass_break
from staasted.apps.offers.models import Measure
from staasted.web.lead import people
from tests import town
from tests.browsing import come_in, main
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db

LEVEL, PAPER, FILE = "/niveau/", "/niveau/liste/", "/niveau/liste/fil/"
LATE, NO_OFFER = "?vis=sen", "?indsats=tilbud&vis=uden-tilbud"
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


def lines(place: Town, query: str) -> list[list[str]]:
    answer = come_in(place.lead).get(FILE + query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


class Printed(HTMLParser):
    """What of a page stands on paper."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "input", "rect", "img", "meta", "link", "hr", "use", "path"}:
            self._hidden.append("d-print-none" in (dict(attrs).get("class") or "").split())

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"br", "input", "rect", "img", "meta", "link", "hr", "use", "path"}:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._hidden):
            self.words.append(data)


def printed(html: str) -> str:
    reader = Printed()
    reader.feed(html)
    return " ".join(" ".join(reader.words).split())


def test_whoever_is_in_no_offer_today_is_one_list(place: Town, many: list[Citizen]) -> None:
    page = says(place, LEVEL + NO_OFFER)
    assert "Ikke i tilbud i dag (9)" in page
    for number in range(12):
        assert (f"Person {number:02}" in page) is (number >= 3)


def test_a_list_is_printed_and_got_as_a_file_whole_and_named_in_the_log(
    place: Town, many: list[Citizen]
) -> None:
    refs = {case.public_id for case in many[3:]}
    for address in (PAPER, FILE):
        before = ReadLog.objects.count()
        told = come_in(place.lead).get(address + NO_OFFER).content.decode()
        assert all(f"Person {number:02}" in told for number in range(3, 12))
        (row,) = ReadLog.objects.order_by("id")[before:]
        assert set(row.citizens.strip("|").split("|")) == refs
        assert row.role == "lead"
    assert len(lines(place, NO_OFFER)) == 10, "a line of columns and nine of people"


def test_a_protected_name_stands_in_none_of_them(place: Town, many: list[Citizen]) -> None:
    person = many[5].person
    person.protected = True
    person.save()
    for address in (LEVEL, PAPER, FILE):
        told = come_in(place.lead).get(address + NO_OFFER).content.decode()
        assert "Person 05" not in told
        assert "Beskyttet navn" in told


def test_a_name_a_spreadsheet_would_reckon_with_is_told_as_words(place: Town) -> None:
    town.citizen(place.karen, name="=HYPERLINK(1)")
    (_, line) = lines(place, NO_OFFER)
    assert line[0] == "'=HYPERLINK(1)"


def test_a_list_is_bounded_and_says_what_it_left_out(
    place: Town, many: list[Citizen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "MOST_LISTED", 5)
    found = lines(place, NO_OFFER)
    assert len(found) == 7
    assert found[-1][0].startswith("Der er 4 borgere mere")
    assert "Der er 4 borgere mere" in says(place, PAPER + NO_OFFER)


def test_a_list_of_one_group_holds_that_group_alone(place: Town, many: list[Citizen]) -> None:
    other = "group:cash_benefit_activity_ready"
    town.citizen(place.karen, name="Nora Ny", starts_on=date(2025, 9, 1), group=other)
    town.citizen(place.karen, name="Kaj Klar", starts_on=date(2025, 9, 1))
    whole = says(place, f"{LEVEL}?vis=mangler")
    assert "Nora Ny" in whole
    assert "Kaj Klar" in whole
    assert "Se alle grupper" not in whole
    one = says(place, f"{LEVEL}?vis=mangler&gruppe={town.JOB_READY}")
    assert "Se alle grupper" in one
    assert "Kaj Klar" in one
    assert "Nora Ny" not in one
    assert "Se alle grupper" not in says(place, f"{LEVEL}?vis=mangler&gruppe=findes-ikke")


def test_no_figure_of_the_level_is_printed(place: Town, many: list[Citizen]) -> None:
    for query in ("", "?indsats=tilbud", LATE, NO_OFFER):
        page = says(place, LEVEL + query)
        assert re.search(r"\(\d+\)", page), "on the screen they stand"
        on_paper = printed(page)
        assert "kommer ikke med på papir" in on_paper
        of_people = re.sub(r"\d+ af \d+ holdt", "", on_paper)  # one person's own, in a list
        assert not re.search(r"\(\d+\)|\d+ af \d+|\b\d+ borgere", of_people), of_people


@pytest.mark.parametrize("address", [LEVEL, PAPER, FILE])
@pytest.mark.parametrize("query", ["", LATE, NO_OFFER])
def test_it_asks_ten_questions_however_many_there_are(
    place: Town, many: list[Citizen], address: str, query: str
) -> None:
    lead = come_in(place.lead)
    lead.get(address + query)
    with CaptureQueriesContext(connection) as asked:
        lead.get(address + query)
    assert len(asked) <= MOST, [question["sql"][:90] for question in asked]


def test_the_cases_opened_for_a_reason_are_got_as_a_file(place: Town, many: list[Citizen]) -> None:
    hidden = many[1].person
    hidden.protected = True
    hidden.save()
    for case, reason in ((many[0], "=Vagt i nat"), (many[1], "Person 01 ringede")):
        glass_break(actor=place.counsellor(), public_id=case.public_id, reason=reason)
    before = ReadLog.objects.count()
    told = come_in(place.lead).get("/aabnet-med-begrundelse/fil/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(told), delimiter=";"))
    assert [(row["Borger"], row["Begrundelse"]) for row in rows] == [
        ("Beskyttet navn", ""),
        ("Person 00", "'=Vagt i nat"),
    ]
    assert "Person 01" not in told
    (row,) = ReadLog.objects.order_by("id")[before:]
    assert all(case.public_id in row.citizens for case in many[:2])
