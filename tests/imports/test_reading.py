"""From bytes to rows: what municipalities export is read, what cannot be read says why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.apps.imports.reading.caseload import CaseloadFile, caseload_read
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused, RowReason
from staasted.apps.imports.wording import error_words, refusal_words
from staasted.catalog.imports import bounds
from tests.imports.reader import TODAY, sentences, vocabulary
from tests.imports.rows import CELLS, CPR, HEADER, ROW, file, line, number

pytestmark = pytest.mark.any_database

JOB_READY = "group:cash_benefit_job_ready"


def read(content: bytes) -> CaseloadFile:
    """The file, read on Monday 18 May 2026."""
    return caseload_read(content, vocabulary=vocabulary())


def refused(content: bytes) -> ImportRefused:
    """Why the file is refused; its sentences can be said."""
    with pytest.raises(ImportRefused) as caught:
        read(content)
    assert all(refusal_words(caught.value))
    return caught.value


def errors(*lines: str) -> list[tuple[int, str, RowReason]]:
    """Row, column and reason of every bad cell; the sentences can be said."""
    found = read(file(*lines)).errors
    assert all(all(error_words(error)) for error in found)
    return [(error.row, error.column, error.reason) for error in found]


def test_a_row_becomes_what_it_says():
    (row,) = read(file(ROW)).rows
    assert row.cpr.digits == "6112904003"
    assert (row.name, row.email, row.phone) == ("Åse Ørsted", "aase@borger.example", "00 11 22 33")
    assert (row.target_group, row.benefit) == (JOB_READY, "benefit:cash_benefit")
    assert (row.starts_on, row.first_request_on) == (date(2026, 3, 2), date(2026, 2, 27))
    assert (row.municipality_code, row.counsellor) == ("0999", "mette")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_common_encoding_and_line_end_reads_the_same(encoding, end):
    assert read(file(ROW, encoding=encoding, end=end)).rows == read(file(ROW)).rows


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_comma_or_a_tab_is_read_as_a_courtesy(delimiter):
    content = file(ROW).replace(b";", delimiter.encode())
    assert read(content).rows == read(file(ROW)).rows


def test_case_spaces_and_hyphens_in_headers_make_no_difference():
    shouted = HEADER.replace("CPR-nr", "cpr nr.").replace("E-mail", "EMAIL").upper()
    assert read(file(ROW, header=shouted)).rows == read(file(ROW)).rows


def test_other_columns_are_ignored_and_named():
    content = file(f"{ROW};ja;{'x' * 5_000}", header=f"{HEADER};Kø;Notat")
    assert read(content).ignored_columns == ("Kø", "Notat")
    assert read(content).errors == ()


def test_what_is_not_known_may_be_left_out():
    (row,) = read(file(f"{CPR};Åse;Kontanthjælp;2026-03-02", header="CPR;Navn;Ydelse;Start")).rows
    assert row.email is row.phone is row.target_group is row.first_request_on is None
    assert row.counsellor is row.municipality_code is None


@pytest.mark.parametrize(
    "written", ["31-12-2025", "31.12.2025", "31/12/2025", "2025-12-31", " 31-12-2025 "]
)
def test_dates_are_read_in_danish_and_iso(written):
    (row,) = read(file(line(start=written))).rows
    assert row.starts_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31-12-26", RowReason.DATE_FORMAT),
        ("december", RowReason.DATE_FORMAT),
        ("31-13-2025", RowReason.DATE_NO_SUCH_DAY),
        ("2026-02-30", RowReason.DATE_NO_SUCH_DAY),
        ("31-12-0000", RowReason.DATE_NO_SUCH_DAY),
        ("01-01-1950", RowReason.DATE_BEFORE_BIRTH),
        ("01-06-2062", RowReason.DATE_TOO_FAR_AHEAD),
        ("", RowReason.VALUE_MISSING),
    ],
)
def test_a_date_that_cannot_be_says_why(written, reason):
    assert errors(line(start=written)) == [(2, "Startdato", reason)]


def test_a_benefit_may_start_within_a_year_and_a_request_may_not_lie_ahead():
    last = TODAY + timedelta(days=bounds().days_ahead)
    assert errors(line(start=f"{last:%d-%m-%Y}", asked="")) == []
    assert errors(line(asked="19-05-2026")) == [(2, "Første henvendelse", RowReason.DATE_AHEAD)]


def test_a_formula_is_plain_text():
    for formula in ("=1+1", "+45 00 11 22 33", "-1", "@SUM(A1)", '=HYPERLINK("x","y")'):
        (row,) = read(file(line(name=formula.replace(";", ","), phone=formula))).rows
        assert (row.name, row.phone) == (formula, formula)


def test_two_phones_in_a_cell_stay_two():
    (row,) = read(file(line(phone="00 11 22 33 / 00 44 55 66"))).rows
    assert row.phone == "00 11 22 33 / 00 44 55 66"


def test_a_line_break_in_a_cell_does_not_shift_the_row_numbers():
    broken = line(number(1), name='"Åse\r\nØrsted"')
    content = file(broken, line(number(2), start="i går"))
    assert read(content).rows[0].name == "Åse Ørsted"
    assert [error.row for error in read(content).errors] == [3]


def test_a_blank_row_is_passed_over_and_counted_as_the_spreadsheet_does():
    assert errors(";" * 9, "", line(start="x")) == [(4, "Startdato", RowReason.DATE_FORMAT)]


def test_every_bad_cell_is_named_at_once():
    found = errors(line("611390-4003", email="ingen", code="Ådal", counsellor="Mette Høm"))
    assert [(column, reason) for _, column, reason in found] == [
        ("CPR-nr", RowReason.CPR_NO_SUCH_DATE),
        ("E-mail", RowReason.EMAIL),
        ("Kommunekode", RowReason.MUNICIPALITY),
        ("Sagsbehandler", RowReason.COUNSELLOR_UNKNOWN),
    ]


@pytest.mark.parametrize("written", ["611390-4003", "6112904003x", "61129040", "610157-5000"])
def test_a_cpr_number_is_never_quoted(written):
    (error,) = read(file(line(written))).errors
    assert error.value == ""
    assert written not in repr(error)
    assert not any(written[:6] in sentence for sentence in error_words(error))


def test_an_empty_cpr_cell_says_so():
    assert errors(line("")) == [(2, "CPR-nr", RowReason.CPR_MISSING)]


def test_a_period_stands_in_a_file_once():
    content = file(line(number(1)), line(number(2)), line(number(1).replace("-", "")))
    (error,) = read(content).errors
    assert (error.row, error.reason, error.values) == (4, RowReason.PERIOD_TWICE, {"first": 2})


def test_couples_may_share_email_and_phone():
    assert errors(line(number(1)), line(number(2), name="Bo Ørsted")) == []


def test_an_unknown_name_is_met_with_the_nearest_ones():
    content = file(line(group="Jobparrat", benefit="Kontanthjelp", counsellor="Mete Holm"))
    nearest = [error.values["nearest"] for error in read(content).errors]
    assert "Jobparate på kontanthjælp" in nearest[0]
    assert nearest[1][0] == "Kontanthjælp"
    assert nearest[2][0] == "Mette Holm"


def test_a_counsellor_is_known_by_name_or_email_however_it_is_written():
    for written in ("METTE HOLM", "mette  holm", "MH@kommune.example"):
        (row,) = read(file(line(counsellor=written))).rows
        assert row.counsellor == "mette"


def test_two_counsellors_of_one_name_are_told_apart_by_email():
    reason = RowReason.COUNSELLOR_AMBIGUOUS
    assert errors(line(counsellor="Bo Lund")) == [(2, "Sagsbehandler", reason)]
    (row,) = read(file(line(counsellor="bolu@kommune.example"))).rows
    assert row.counsellor == "bo2"


def test_a_row_that_was_cut_off_is_not_guessed_at():
    assert errors(ROW.rpartition(";")[0]) == [(2, "", RowReason.ROW_TOO_SHORT)]
    assert errors(f"{ROW};for meget") == [(2, "", RowReason.ROW_TOO_LONG)]
    assert errors(f"{ROW};;") == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileReason.EMPTY),
        (b"\xef\xbb\xbf", FileReason.EMPTY),
        (b" \r\n ", FileReason.EMPTY),
        (b"PK\x03\x04rest", FileReason.SPREADSHEET_BROKEN),
        (b"\xd0\xcf\x11\xe0rest", FileReason.SPREADSHEET),
        (file(ROW).decode().encode("utf-16"), FileReason.NUL_BYTES),
        (file(ROW) + b"\0", FileReason.NUL_BYTES),
        (b"CPR-nr;Navn\x81\x8d", FileReason.ENCODING),
        (b"\xef\xbb\xbf\xe6", FileReason.ENCODING),
        (file(), FileReason.NO_ROWS),
        (file(line(name='"Åse')), FileReason.QUOTES),
        (file(line(name='"Åse" Ørsted')), FileReason.QUOTES),
        (file(line(name="x" * 10_000_000)), FileReason.CELL_TOO_LONG),
        (file(line(name="x" * 120_000)), FileReason.CELL_TOO_LONG),
        (file(ROW, header=HEADER + ";x" * 200), FileReason.TOO_MANY_COLUMNS),
        (ROW.encode(), FileReason.NO_HEADER),
        (file(ROW, header=HEADER.replace("CPR-nr", "Nr")), FileReason.COLUMN_MISSING),
        (file(ROW, header=HEADER.replace("Telefon", " ")), FileReason.COLUMN_BLANK),
        (file(ROW, header=HEADER.replace("Telefon", "Mail")), FileReason.COLUMN_TWICE),
        (file(ROW, header=f"{HEADER};Note;note"), FileReason.COLUMN_TWICE),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, reason):
    assert refused(content).reason is reason


def test_a_missing_column_and_a_blank_one_are_named():
    missing = refused(file(ROW, header=HEADER.replace("Ydelse", "x").replace("Startdato", "y")))
    assert missing.values == {"columns": "Ydelse, Startdato"}
    assert refused(file(ROW, header=HEADER.replace("Telefon", ""))).values == {"letter": "D"}


def test_a_file_without_a_header_quotes_nobody():
    assert not any("6112" in words for words in refusal_words(refused(file(header=ROW))))


def test_a_file_too_large_or_too_long_is_refused():
    assert refused(b"x" * (bounds().file_bytes + 1)).reason is FileReason.TOO_LARGE
    long = HEADER.encode() + b"\r\n;" * (bounds().rows + 1)
    assert refused(long).reason is FileReason.TOO_MANY_ROWS


def test_a_file_of_nothing_but_errors_is_refused_before_they_fill_the_memory():
    content = HEADER.encode() + b"\r\nx" * (bounds().errors + 1)
    assert refused(content).reason is FileReason.TOO_MANY_ERRORS


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(content):
    assert all(sentences(content))


@given(st.lists(st.lists(st.text(max_size=20), min_size=10, max_size=10), min_size=1, max_size=4))
def test_no_cells_bring_the_reader_down(rows):
    assert all(sentences(file(*(";".join(cells) for cells in rows))))


@given(st.dictionaries(st.sampled_from(sorted(CELLS)), st.text(max_size=30), max_size=4))
def test_no_cell_of_a_good_row_brings_the_reader_down(cells):
    quoted = {name: '"' + cell.replace('"', '""') + '"' for name, cell in cells.items()}
    assert all(sentences(file(line(**quoted))))
