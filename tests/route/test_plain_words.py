"""Small words that were wrong: what is said to staff, years, limits, and one of something."""

import html
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.upload_models import ImportUpload
from staasted.apps.org.models import Installation
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.saying import Reader, reasons_said
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, close, hold, utc
from tests.town import MONDAY, Town
from tests.uploading import GOOD, content, looked_at, send

pytestmark = pytest.mark.django_db

YOU = re.compile(r"\b([Dd]u|[Dd]ig|[Dd]in|[Dd]it|[Dd]ine)\b")


def read(browser: Browser, address: str) -> str:
    return html.unescape(browser.get(address))


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def test_the_names_of_rules_and_conversations_speak_to_nobody() -> None:
    """Staff and citizen read them alike."""
    names = {rule.id: catalog().law[rule.id].da.name for rule in catalog().rules}
    names |= {slug: purpose.da.name for slug, purpose in catalog().purposes.items()}
    assert {key: name for key, name in names.items() if YOU.search(name)} == {}
    words = [trial.da.promise for trial in catalog().trials.values()]
    words += [p.da.promise for t in catalog().trials.values() for p in t.parts.values()]
    assert [said for said in words if "rådgiver" in said] == []


def test_an_agreed_day_has_its_year(place: Town, ase: Citizen) -> None:
    close(book(ase, place.karen))
    assert "2026" in re.search(
        r"Tirsdag den 30\. juni( \d{4})?", read(Browser(place.karen), "/borgere/")
    ).group(0)


@pytest.mark.parametrize("code", ["law_due_first", "law_overdue"])
def test_a_reason_with_a_day_says_by_when_and_the_year(code: str) -> None:
    stored = [{"code": code, "values": {"due": "2027-02-11"}}]
    (said,) = reasons_said(stored, reader=Reader.STAFF)
    assert "senest torsdag den 11. februar 2027" in said


def test_who_was_late_is_not_called_lacking(place: Town) -> None:
    page = read(Browser(place.lead), "/niveau/")
    assert "eller fik det for sent" in text("lead.level.show.mangler", count=0)
    assert text("lead.level.show.mangler", count=0) in page


def test_a_law_note_stands_behind_its_why_alone(place: Town) -> None:
    town.citizen(place.karen, asked_on=date(2025, 12, 8))
    page = read(Browser(place.lead), "/niveau/")
    rules = page.partition(text("lead.level.rules_heading"))[2]
    assert rules
    outside = re.sub(r"<details.*?</details>", "", rules, flags=re.DOTALL)
    assert "ikke bekræftet endnu" not in outside
    assert "  " not in re.search(r"<p>(På niveau.*?)</p>", page).group(1)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("1900-01-01", "login.rules.known_from"),
        ("9999-12-31", "login.rules.ahead"),
        ("i morgen", "login.rules.unread_day"),
        ("2026-02-30", "login.rules.unread_day"),
    ],
)
def test_the_rules_of_a_day_we_do_not_know_say_so(client: Client, day: str, key: str) -> None:
    page = html.unescape(client.get("/regler/", {"dag": day}).content.decode())
    first = "lørdag den 1. januar 2011"
    assert text(key, first=first).partition(first)[0] in page
    today = html.unescape(client.get("/regler/").content.decode())
    assert text("login.rules.ahead") not in today


def test_who_has_one_role_is_not_told_of_several(place: Town) -> None:
    page = read(Browser(place.karen), "/rolle/")
    assert text("login.role.intro") not in page
    assert text("login.role.only") in page


@pytest.mark.parametrize("step", ["year", "", "-1"])
def test_a_step_the_demos_clock_does_not_know_moves_nothing(place: Town, step: str) -> None:
    before = Installation.objects.get().demo_now
    assert Client().post("/demo/ur/", {"step": step, "next": "/hjaelp/"}).status_code == 400
    assert Installation.objects.get().demo_now == before


def test_a_program_is_no_file_of_citizens(browser: Browser) -> None:
    page = send(browser, GOOD, name="sager.exe")
    assert text("administrator.new.file_ending") in page
    assert not ImportUpload.objects.exists()
    sent = {"kind": "caseload", "file": SimpleUploadedFile("SAGER.CSV", GOOD)}
    assert browser.client.post("/indlaesninger/ny/", sent).status_code == 302


def test_where_no_row_can_be_used_nobody_is_asked_to_skip_them(browser: Browser) -> None:
    bad = content("620180-4999;Grethe;Jobparat;Kontanthjælp;31-02-2026;15-05-2026;Karen")
    page = looked_at(browser, bad)
    assert text("administrator.preview.all_bad") in page
    upload = ImportUpload.objects.latest("id")
    answer = browser.client.post(f"/indlaesninger/fil/{upload.public_id}/", {"act": "confirm"})
    again = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert text("administrator.preview.skip_missing") not in again
    assert again.count(text("administrator.preview.all_bad")) == 1


def test_staff_are_told_calmly_that_a_demo_has_no_accessibility_statement(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=MONDAY)
    said = text("ui.footer.accessibility_demo")
    assert said in read(Browser(place.karen), "/hjaelp/")
    assert said not in read(Browser(case.person), "/hjaelp/")
