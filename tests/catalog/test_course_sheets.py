"""The course on one page: in three languages, and in a further one when its file is there."""

from pathlib import Path

import pytest

from staasted.catalog.course_sheets import MOST, course_sheets, read_sheets, sheet_for
from staasted.catalog.language import Language
from staasted.catalog.reader import FOLDER, CatalogError

OFFICE = {"office": "Ådal", "phone": "70 00 00 00", "hours": "", "address": ""}
TOKI = """
place: 9
lang: tok
direction: rtl
name: Toki
title: Nasin sina
lead: Lipu ni li pona.
parts:
  - heading: Toki
    lines: ["{phone}", "{address}"]
"""


def laid(folder: Path, content: str, name: str = "tok.yaml") -> Path:
    (folder / "course").mkdir(exist_ok=True)
    (folder / "course" / name).write_text(content, encoding="utf-8")
    return folder


def test_there_is_one_in_danish_in_easy_danish_and_in_english() -> None:
    assert [(name, each.lang) for name, each in course_sheets().items()] == [
        ("da", "da"),
        ("da-easy", "da"),
        ("en", "en"),
    ]


def test_each_tells_the_same_four_things() -> None:
    assert {len(each.parts) for each in course_sheets().values()} == {4}
    danish, english = course_sheets()["da"], course_sheets()["en"]
    assert [len(part.lines) for part in danish.parts] == [len(part.lines) for part in english.parts]


def test_whom_to_call_is_the_offices_own_and_what_is_not_set_leaves_no_line() -> None:
    for sheet in course_sheets().values():
        last = sheet.parts[-1].filled(OFFICE)
        assert last[0] == "Ådal: 70 00 00 00."
        assert len(last) == 2
        assert "112" in last[1]
        whole = sheet.parts[-1].filled(OFFICE | {"hours": "9-15", "address": "Torvet 1"})
        assert whole[:2] == ["Ådal: 70 00 00 00. 9-15", "Torvet 1"]


def test_a_further_language_appears_when_its_file_is_there(tmp_path: Path) -> None:
    found = read_sheets((FOLDER, laid(tmp_path, TOKI)))
    assert list(found) == ["da", "da-easy", "en", "tok"]
    assert (found["tok"].name, found["tok"].direction) == ("Toki", "rtl")
    assert found["tok"].parts[0].filled(OFFICE) == ["70 00 00 00"]


def test_a_municipality_words_one_of_ours_anew(tmp_path: Path) -> None:
    laid(tmp_path, TOKI.replace("place: 9", "place: 1"), "da.yaml")
    assert read_sheets((FOLDER, tmp_path))["da"].title == "Nasin sina"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (TOKI.replace("Lipu", "x" * MOST), "tok.yaml", "shorten it"),
        (TOKI.replace("lang: tok", "lang: '<b>'"), "tok.yaml", "lang"),
        (TOKI.replace("direction: rtl", "direction: up"), "tok.yaml", "direction"),
        (TOKI, "t k.yaml", "call it as"),
        (TOKI.replace("parts:", "rest:"), "tok.yaml", "parts"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    tmp_path: Path, content: str, name: str, says: str
) -> None:
    with pytest.raises(CatalogError, match=says):
        read_sheets((FOLDER, laid(tmp_path, content, name)))


def test_whoever_is_spoken_to_in_a_language_is_shown_its_sheet() -> None:
    assert sheet_for(Language.DANISH, easily=False) == "da"
    assert sheet_for(Language.DANISH, easily=True) == "da-easy"
    assert sheet_for(Language.ENGLISH, easily=False) == "en"
