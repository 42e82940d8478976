"""Files made to cost much: they are refused before they do."""

import csv
import io
import time
import tracemalloc

import pytest

from staasted.apps.imports.reading.hours import hours_list_read
from staasted.apps.imports.reading.refusals import CellRefused, ImportRefused, RowReason
from staasted.apps.imports.reading.workbook import _Strings
from staasted.catalog.imports import bounds
from tests.imports.reader import TODAY, table
from tests.imports.rows import CPR, HEADER, ROW, file
from tests.imports.test_xlsx import HEAD_XML, inline, refused, sheet_of, with_part

pytestmark = pytest.mark.any_database

MEGABYTE = 1_000_000
LONG = bounds().cell_characters


@pytest.mark.parametrize("written", ["2026-01: 1" + " " * 50_000 + "b", "2026-01: 1: 2", "2026-01"])
def test_hours_that_cannot_be_read_are_refused_in_no_time(written):
    began = time.process_time()
    with pytest.raises(CellRefused) as caught:
        hours_list_read(written, today=TODAY)
    assert caught.value.reason in {RowReason.HOURS_FORMAT, RowReason.NUMBER_FORMAT}
    assert time.process_time() - began < 1


def test_an_equals_sign_between_month_and_hours_is_read_too():
    (found,) = hours_list_read(" 2026-01 = 96,20 ; ", today=TODAY)
    assert str(found.hours) == "96.20"


def test_a_cell_of_endless_runs_is_refused_before_its_row_ends():
    runs = "<t>xxxxxxxxxx</t>" * (LONG // 10 + 1)
    assert refused(sheet_of(f'{HEAD_XML}<row r="2"><c r="A2"><is>{runs}')) == "cell_too_long"


def test_a_text_without_end_is_not_kept():
    content = sheet_of(f'{HEAD_XML}<row r="2">{inline("A2", "x" * 50 * MEGABYTE)}</row>')
    tracemalloc.start()
    try:
        with pytest.raises(ImportRefused):
            table(content)
        assert tracemalloc.get_traced_memory()[1] < 10 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_of_a_shared_text_that_is_too_long_just_enough_is_kept_to_refuse_its_row():
    shared = "<sst><si>" + "<r><t>xxxxxxxxxx</t></r>" * LONG + "</si><si><t>Åse</t></si></sst>"
    kept = list(_Strings(most=LONG).read(io.BytesIO(shared.encode())))
    assert [len(kept[0]), kept[1]] == [LONG + 1, "Åse"]


def test_a_row_of_more_cells_than_a_sheet_has_is_refused_before_it_ends():
    assert refused(sheet_of(HEAD_XML + '<row r="2">' + "<c/>" * 16_385)) == "too_many_columns"
    assert refused(sheet_of(f'{HEAD_XML}<row r="2">{inline("XFE2", "x")}')) == "too_many_columns"


def test_all_that_is_held_of_a_workbook_may_not_be_large():
    assert refused(with_part("xl/styles.xml", b" " * 3 * MEGABYTE)) == "spreadsheet_too_large"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (";" * 20 * MEGABYTE, "too_many_columns"),
        (HEADER + "\r\n" + "ab;" * 7 * MEGABYTE, "too_many_columns"),
        ('x;"\n";' * MEGABYTE, None),
        ("x" * 20 * MEGABYTE, "cell_too_long"),
    ],
)
def test_a_record_without_end_is_refused_before_it_is_read(written, reason):
    content = written.encode()
    tracemalloc.start()
    try:
        with pytest.raises(ImportRefused) as caught:
            table(content)
        assert tracemalloc.get_traced_memory()[1] < 120 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert reason is None or caught.value.reason == reason


def test_a_note_full_of_commas_is_still_a_cell():
    note = '"' + "og, " * 5_000 + '"'
    content = file(f"{ROW.replace(';', ',')},{note}", header=f"{HEADER.replace(';', ',')},Notat")
    assert table(content).errors == ()
    assert csv.field_size_limit() > LONG


def test_the_hint_to_a_spreadsheet_names_the_delimiter_and_counts_as_no_row():
    for hint in ("sep=;\r\n", "\ufeffsep=;\n", '"SEP=;"\r\n'):
        assert table(hint.encode() + file(ROW)).rows == table(file(ROW)).rows
    piped = b"sep=|\r\n" + file(ROW).replace(b";", b"|")
    assert table(piped).rows == table(file(ROW)).rows


def test_a_cpr_number_wrapped_to_keep_its_zero_is_read():
    head = "CPR;Ydelse;Start"
    for cell in ('="731290-4023"', '"=""731290-4023"""', ' ="7312904023"'):
        (row,) = table(file(f"{cell};KTH;02-03-2026", header=head)).rows
        assert row.cpr.digits == "7312904023"
    for cell in ('="731290-4023"&""', "=731290-4023", f'="={CPR}"'):
        (error,) = table(file(f"{cell};KTH;02-03-2026", header=head)).errors
        assert (error.reason, error.value) == ("cpr_not_digits", "")
