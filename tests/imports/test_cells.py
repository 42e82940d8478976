"""Cells: text stays text, on the way in and on the way out."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.apps.imports.reading.formulas import harmless, unquoted
from tests.imports.reader import faults, row
from tests.imports.rows import CPR

pytestmark = pytest.mark.any_database

RISKY = ("=1+1", "+45 00 11 22 33", "-1", "@SUM(A1)", "\tx", "\r=1", "'=1", "''=1", "＝1")


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_run_gets_a_quote_before_it(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Åse", "O'Neill", "'t Hooft", "1-2", "12:30"])
def test_other_text_is_left_alone(text):
    assert harmless(text) == text == unquoted(text)


@given(st.text())
def test_every_text_comes_back_as_it_was(text):
    assert unquoted(harmless(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+45 00 11 22 33", "'=1"])
def test_what_was_exported_is_read_back_as_it_was(text):
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow((CPR, harmless(text), "KTH", "02-03-2026"))
    found = row("caseload", "CPR;Telefon;Ydelse;Start", written.getvalue().strip())
    assert found.phone == text


def test_control_characters_are_left_out_and_line_breaks_kept():
    found = row("caseload", "CPR;Telefon;Ydelse;Start", f'{CPR};"1\x07\r\n2";KTH;02-03-2026')
    assert found.phone == "1\n2"


@pytest.mark.parametrize("written", ["2026", "31-12-26", "1", "0", "99999999"])
def test_a_year_or_a_loose_number_is_no_day(written):
    found = faults("caseload", "CPR;Ydelse;Start", f"{CPR};KTH;{written}")
    assert found == [(2, "Start", "date_format")]
