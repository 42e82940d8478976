"""The course on one page is one page: printed on A4, in every language there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from staasted.catalog.course_sheets import MOST, course_sheets
from staasted.catalog.reader import OWN_FOLDERS

pytestmark = pytest.mark.django_db(transaction=True)

A_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
OFFICE = {
    "office_name": "Jobcentret i Nørre Ådal Kommune",
    "office_hours": "mandag-onsdag 9-15, torsdag 9-17, fredag 9-13, lukket i helligdagene",
    "office_address": "Det Gamle Rådhus, Torvet 1, 2. sal, indgang B, 9999 Nørre Ådal",
}


def papers(page: Page, address: str) -> int:
    """How many sheets of A4 a page takes when it is printed."""
    page.goto(address)
    return len(A_PAGE.findall(page.pdf(format="A4")))


def test_each_language_fits_one_sheet_of_paper(page: Page, settings) -> None:
    settings.STAASTED = settings.STAASTED.model_copy(update=OFFICE)
    assert len(course_sheets()) >= 3
    taken = {name: papers(page, f"/forloebet/{name}/") for name in course_sheets()}
    assert taken == dict.fromkeys(course_sheets(), 1)
    assert papers(page, "/regler/") > 1, "pages are counted"


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A municipality's own folder, with a sheet as long as one may be."""
    line = ("Ord på vej ud " * 9).strip()
    parts = [{"heading": "Overskrift", "lines": [line] * most} for most in (5, 5, 5, 4)]
    sheet = {"place": 9, "lang": "tok", "direction": "rtl", "name": "Toki", "title": "En side"}
    (tmp_path / "course").mkdir()
    file = tmp_path / "course" / "tok.yaml"
    file.write_text(yaml.safe_dump(sheet | {"lead": line, "parts": parts}, allow_unicode=True))
    monkeypatch.setenv(OWN_FOLDERS, str(tmp_path))
    course_sheets.cache_clear()
    yield tmp_path
    course_sheets.cache_clear()


def test_the_longest_sheet_a_municipality_may_lay_appears_and_fits_too(
    page: Page, settings, own_folder: Path
) -> None:
    settings.STAASTED = settings.STAASTED.model_copy(update=OFFICE)
    assert MOST - 200 < course_sheets()["tok"].signs <= MOST
    page.goto("/forloebet/")
    page.click("text=Toki")
    assert page.get_attribute("article", "dir") == "rtl"
    assert papers(page, "/forloebet/tok/") == 1
