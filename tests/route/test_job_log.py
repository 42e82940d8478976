"""Min joblog: written, shared only by choice, and as a file that begins no formula."""

import csv
from io import StringIO

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.kinds import ItemKind
from staasted.apps.plans.models import PlanItem
from tests import town
from tests.browsing import Browser, main, refused
from tests.plans import write
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

LOG, NEW = "/mit-forloeb/joblog/", "/mit-forloeb/plan/nyt/?slags=job"
SENT = {"title": "Kok", "employer": "Kantinen", "due_on": "2026-05-11", "next_step": "Ringe"}


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_an_application_is_written_and_the_next_step_changed(ase: Citizen) -> None:
    browser = Browser(ase.person)
    assert "aldrig til kontrol" in browser.get(LOG)
    assert "LBK 280/2024 § 20" in browser.get(LOG)
    page = main(browser.post(NEW, **SENT, link="https://jobnet.dk/job/7"))
    for words in ("Kok", "Kantinen", "Søgt mandag den 11. maj 2026", "Næste skridt: Ringe"):
        assert words in page
    assert 'href="https://jobnet.dk/job/7"' in page
    job = PlanItem.objects.get()
    assert (job.kind, job.shared_from) == (ItemKind.JOB, None)
    edit = f"/mit-forloeb/plan/{job.public_id}/"
    page = main(browser.post(edit, **SENT | {"next_step": "Samtale på fredag"}, version="1"))
    assert "Samtale på fredag" in page
    assert "Ringe" in browser.get(f"{edit}foer/")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://x.dk", "ikke et link"])
def test_what_is_no_safe_link_is_refused(ase: Citizen, link: str) -> None:
    browser = Browser(ase.person)
    refused(browser, NEW, **SENT, link=link)
    assert "Skriv en dato" in refused(browser, NEW, **SENT | {"due_on": ""})
    assert not PlanItem.objects.exists()


@pytest.mark.parametrize(
    "words", ["=1+1", "+45", "-2", "@SUM(A1)", "  =HYPERLINK()", "＝1", "\u00a0=1"]
)
def test_no_cell_of_the_file_begins_a_formula(ase: Citizen, words: str) -> None:
    write(ase, ItemKind.JOB, words, words=words, due_on=MONDAY, employer=words, next_step=words)
    answer = Browser(ase.person).client.get(f"{LOG}fil/")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Søgt", "Job", "Sted"]
    assert rows[1][0] == "2026-05-18"
    for cell in rows[1][1:5]:
        assert cell.startswith("'"), cell
        assert cell.removeprefix("'").strip() == words.strip()


def test_the_coach_sees_it_only_when_it_is_shared_and_is_told_what_it_is(
    place: Town, ase: Citizen
) -> None:
    job = write(ase, ItemKind.JOB, "Kok", due_on=MONDAY, employer="Kantinen")
    karen, plan = Browser(place.karen), f"/borgere/{ase.public_id}/plan/"
    assert "Kantinen" not in karen.get(plan)
    Browser(ase.person).post("/mit-forloeb/plan/deling/", vist=job.public_id, delt=job.public_id)
    page = main(karen.get(plan))
    assert "Kantinen" in page
    assert "ikke bruges til kontrol" in page
