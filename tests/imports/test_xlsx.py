"""XLSX files: what a spreadsheet makes of cells is read, and no file of them can do harm."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.wording import refusal_words
from staasted.catalog.imports import bounds
from tests.imports.reader import saved, sentences, table, workbook
from tests.imports.rows import CPR, HEADER, ROW, file

pytestmark = pytest.mark.any_database

HEAD = ("CPR-nr", "Navn", "Ydelse", "Startdato")
GOOD = (CPR, "Åse", "Kontanthjælp", "02-03-2026")
SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook(HEAD, GOOD)


def refused(content: bytes) -> FileReason:
    """Why the file is refused; its sentences can be said."""
    with pytest.raises(ImportRefused) as caught:
        table(content)
    assert all(refusal_words(caught.value))
    return caught.value.reason


def with_part(name: str, text: str | bytes) -> bytes:
    """A good workbook in which one part is another."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(written, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
    return written.getvalue()


def sheet_of(rows: str) -> bytes:
    """A workbook whose sheet holds this XML."""
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(SHEET, f'<worksheet xmlns="{names}"><sheetData>{rows}</sheetData></worksheet>')


def inline(place: str, text: str) -> str:
    """A cell with a text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD_XML = '<row r="1">{}</row>'.format(
    "".join(inline(f"{letter}1", name) for letter, name in zip("ABCD", HEAD, strict=True))
)


def test_a_workbook_reads_like_the_same_rows_as_csv():
    book = workbook(HEADER.split(";"), ROW.split(";"))
    assert table(book).rows == table(file(ROW)).rows


def test_a_cpr_number_that_became_a_number_gets_its_zero_back():
    (row,) = table(workbook(HEAD, (107604003, *GOOD[1:]))).rows
    assert row.cpr.digits == "0107604003"


@pytest.mark.parametrize("written", [date(2026, 3, 2), datetime(2026, 3, 2), 46083, "2026-03-02"])  # noqa: DTZ001 a spreadsheet knows no zone
def test_days_are_read_from_date_cells_serial_numbers_and_text(written):
    (row,) = table(workbook(HEAD, (*GOOD[:3], written))).rows
    assert row.starts_on == date(2026, 3, 2)


def test_a_workbook_that_counts_from_1904_is_read_right():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(HEAD)
    book.active.append((*GOOD[:3], 46083 - 1462))
    assert table(saved(book)).rows[0].starts_on == date(2026, 3, 2)


def test_numbers_moments_and_ticks_keep_what_they_mean():
    head = ("CPR-nr", "Tidspunkt", "Minutter")
    at = datetime(2026, 3, 2, 13, 30)  # noqa: DTZ001
    (talk,) = table(workbook(head, (CPR, at, 45)), "conversations").rows
    assert (talk.held_at.isoformat(), talk.minutes) == ("2026-03-02T13:30:00+01:00", 45)
    more = (*HEAD, "Akkumulerede uger", "Uger opgjort", "Digital Post")
    (row,) = table(workbook(more, (*GOOD, 12.5, date(2026, 5, 1), True))).rows
    assert (row.accumulated_weeks, row.digital_post) == (Decimal("12.50"), True)


def test_a_formula_is_its_own_text():
    (row,) = table(workbook(HEAD, (CPR, "=1+1", *GOOD[2:]))).rows
    assert row.name == "=1+1"
    broken = table(workbook(HEAD, (*GOOD[:3], "=TODAY()"))).errors
    assert [(error.column, error.value) for error in broken] == [("Startdato", "=TODAY()")]


def test_the_first_visible_sheet_is_read_and_the_others_are_named():
    assert table(workbook(HEAD, GOOD, sheets=("Noter",))).ignored_sheets == ("Noter",)


def test_blank_rows_keep_their_numbers():
    found = table(workbook(HEAD, (), (None, "  "), (*GOOD[:3], "x")))
    assert [error.row for error in found.errors] == [4]


def test_a_value_beside_the_headers_is_seen():
    assert [each.reason for each in table(workbook(HEAD, (*GOOD, "?"))).errors] == ["row_too_long"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOOK[: len(BOOK) // 2], "spreadsheet_broken"),
        (BOOK[:-1], "spreadsheet_broken"),
        (b"PK\x03\x04", "spreadsheet_broken"),
        (with_part(SHEET, "<worksheet>"), "spreadsheet_broken"),
        (with_part("xl/workbook.xml", "no"), "spreadsheet_broken"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "spreadsheet_locked"),
        (b"\xd0\xcf\x11\xe0 an old one", "spreadsheet"),
        (workbook(), "empty"),
        (workbook(HEAD), "no_rows"),
        (workbook((*HEAD[:3], None, "Startdato"), GOOD), "column_blank"),
        (workbook((*HEAD, "Navn"), GOOD), "column_twice"),
        (workbook(HEAD, (CPR, "x" * 32_000, *GOOD[2:])), None),
        (
            sheet_of(HEAD_XML + f'<row r="2">{inline("A2", "x" * 10_000_000)}</row>'),
            "cell_too_long",
        ),
        (
            sheet_of(HEAD_XML + '<row r="999999999999"><c r="A9"><v>1</v></c></row>'),
            "spreadsheet_broken",
        ),
        (sheet_of(HEAD_XML + "<row r='2'/>" * 2), "spreadsheet_broken"),
        (sheet_of(HEAD_XML + f'<row r="2">{inline("ZZZ2", "x")}</row>'), "too_many_columns"),
        (sheet_of(HEAD_XML + f'<row r="2">{inline("ZZZZZZZ2", "x")}</row>'), "spreadsheet_broken"),
        (
            sheet_of(HEAD_XML + '<row r="2"><c r="A2" t="s"><v>77</v></c></row>'),
            "spreadsheet_broken",
        ),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(content, reason):
    if reason is None:
        assert [each.reason for each in table(content).errors] == ["value_too_long"]
    else:
        assert refused(content) == reason


def test_a_zip_that_unpacks_to_too_much_is_refused_unpacked():
    assert (
        refused(with_part(SHEET, b" " * (bounds().unpacked_bytes + 1))) == "spreadsheet_too_large"
    )


def test_a_part_that_is_read_whole_may_not_be_large():
    assert refused(with_part("xl/styles.xml", b" " * 3_000_001)) == "spreadsheet_too_large"


def test_a_zip_that_lies_about_its_size_is_refused():
    bomb = bytearray(sheet_of(HEAD_XML + " " * 1_000_000))
    place = bomb.rindex(SHEET.encode()) - 46
    assert bomb[place : place + 4] == b"PK\x01\x02"
    bomb[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(bomb)) == "spreadsheet_broken"


def test_entities_that_multiply_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "x">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    assert refused(with_part(SHEET, bomb)) == "spreadsheet_broken"


@settings(deadline=None)
@given(st.data())
def test_no_damage_to_a_workbook_brings_the_reader_down(data):
    content = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert all(sentences(bytes(content)))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_sheet_brings_the_reader_down(rows):
    assert all(sentences(sheet_of(HEAD_XML + rows)))


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.none(),
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=3))
def test_no_cells_of_a_workbook_bring_the_reader_down(rows):
    assert all(sentences(workbook(HEAD, *rows)))
