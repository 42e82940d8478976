"""CPR numbers where none belong: they are neither printed nor kept."""

import pytest

from staasted.apps.imports.reading.cpr_shaped import quotable
from staasted.apps.imports.reading.file import mapping_propose
from staasted.apps.imports.reading.refusals import ImportRefused
from staasted.apps.imports.wording import error_data, refusal_words
from tests.imports.reader import table
from tests.imports.rows import CELLS, CPR, HEADER, ROW, file, line

pytestmark = pytest.mark.any_database

SHAPES = ("611290-4003", "6112904003", "611290 4003", "611290–4003", "112904003", "611290 - 4003")


@pytest.mark.parametrize("written", [*SHAPES, "61 12 90 40 03", "Se 611290-4003.", "999999-9999"])
def test_what_looks_like_a_cpr_number_is_not_quoted(written):
    assert quotable(written) == ""


@pytest.mark.parametrize("written", ["02-03-2026", "00 11 22 33", "i går", "37,5", "0999"])
def test_other_cells_are_quoted_as_they_stand(written):
    assert quotable(f" {written} ") == written


@pytest.mark.parametrize("cell", sorted(set(CELLS) - {"phone"}))
def test_a_cpr_number_in_another_column_is_never_printed(cell):
    (error,) = table(file(line(**{cell: CPR}))).errors
    assert error.value == ""
    assert not any(CPR in str(said) for said in error_data(error).values())


def test_a_cpr_number_is_not_printed_where_cells_do_not_fit_together():
    content = file(f"{ROW};6112904003", header=f"{HEADER};Grund til undtagelse")
    (error,) = table(content).errors
    assert (error.reason, error.value) == ("cpr_out_of_place", "")


@pytest.mark.parametrize("written", [f"Åse {CPR}", CPR, "Åse (6112904003)", "Åse 112904003"])
def test_a_cpr_number_in_a_name_is_refused(written):
    (error,) = table(file(line(name=written))).errors
    assert (error.column, error.reason, error.value) == ("Navn", "cpr_out_of_place", "")


@pytest.mark.parametrize("written", [f"{CPR}@borger.example", "aase.6112904003@borger.example"])
def test_a_cpr_number_in_an_email_is_refused(written):
    (error,) = table(file(line(email=written))).errors
    assert (error.column, error.reason, error.value) == ("E-mail", "cpr_out_of_place", "")


def test_a_cpr_number_beside_yes_or_no_is_refused():
    (error,) = table(file(f"{ROW};Tolk for {CPR}", header=f"{HEADER};Tolk")).errors
    assert error.reason == "cpr_out_of_place"


def test_phones_numbers_of_a_file_and_unread_columns_may_look_like_one():
    assert table(file(line(phone="611290 4003"))).errors == ()
    assert table(file(line(name="Sag 999999-9999"))).errors == ()
    assert table(file(f"{ROW};{CPR}", header=f"{HEADER};Notat")).errors == ()


@pytest.mark.parametrize("header", [*SHAPES, "Sag 611290-4003"])
def test_a_header_that_looks_like_a_cpr_number_is_no_header(header):
    content = file(f"{ROW};x", header=f"{HEADER};{header}")
    for read in (table, lambda content: mapping_propose(content, kind="caseload")):
        with pytest.raises(ImportRefused) as caught:
            read(content)
        assert caught.value.reason == "no_header"
        assert not any("2904003" in words for words in refusal_words(caught.value))
