"""Mappings: other names for columns are proposed, shown, saved and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.apps.imports.reading.file import mapping_propose, rows_as_written
from staasted.apps.imports.reading.mapping import mapping_read, mapping_text
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.wording import refusal_words
from staasted.catalog.imports import FileKind
from tests.imports.reader import of
from tests.imports.rows import CPR

pytestmark = pytest.mark.any_database

HEADER = "Løbenr;Klient;Ydelsesnavn;Gældende fra;Noter"
CELLS = f"{CPR};Åse;Kontanthjælp;02-03-2026;hej"
MAPPING = {"løbenr": "cpr", "Klient": "name", "Ydelsesnavn": "benefit", "Gældende fra": "starts_on"}
CASELOAD = FileKind.CASELOAD


def refused(call) -> ImportRefused:
    """Why it is refused; its sentences can be said."""
    with pytest.raises(ImportRefused) as caught:
        call()
    assert all(refusal_words(caught.value))
    return caught.value


def test_a_mapping_reads_columns_of_other_names_and_shows_what_was_used():
    found = of("caseload", HEADER, CELLS, mapping=MAPPING)
    assert found.rows[0].name == "Åse"
    assert found.mapping["Løbenr"] == "cpr"
    assert found.mapping["Noter"] == ""
    assert found.ignored_columns == ("Noter",)


def test_the_mapping_used_reads_the_same_file_again():
    header, cells = f"{HEADER};Timer 2026-01", f"{CELLS};20"
    first = of("caseload", header, cells, mapping=MAPPING)
    saved = mapping_text(first.mapping, kind=CASELOAD)
    again = of("caseload", header, cells, mapping=mapping_read(saved, kind=CASELOAD))
    assert (again.rows, again.mapping) == (first.rows, first.mapping)


def test_a_mapping_may_leave_a_known_column_unread():
    header, cells = "CPR;Navn;Ydelse;Start", f"{CPR};Åse;KTH;02-03-2026"
    found = of("caseload", header, cells, mapping={"Navn": "", "Borger": "name"})
    assert found.rows[0].name is None
    assert found.unused_headers == ("Borger",)


def test_a_mapping_names_the_month_of_a_column():
    mapping = MAPPING | {"Noter": "registered_hours:2026-01"}
    found = of("caseload", HEADER, CELLS.replace("hej", "20"), mapping=mapping)
    assert [f"{each.month}" for each in found.rows[0].registered_hours] == ["2026-01-01"]


def test_a_proposal_shows_what_is_known_near_missing_and_doubled():
    content = f"CPR;Navn;Borger;Ydelsesnavn;Noter\r\n{CELLS}".encode()
    found = mapping_propose(content, kind="caseload")
    known = {"CPR": "cpr", "Navn": "name", "Borger": "name", "Ydelsesnavn": "", "Noter": ""}
    assert found.mapping == known
    assert found.nearest["Ydelsesnavn"] == "benefit"
    assert found.missing == ("benefit", "starts_on")
    assert found.twice == ("Borger",)


@pytest.mark.parametrize(
    ("text", "reason", "values"),
    [
        ("", FileReason.MAPPING_FORMAT, {"line": 1}),
        ("kind: [", FileReason.MAPPING_FORMAT, {"line": 1}),
        ("kind: caseload\ncolumns: cpr", FileReason.MAPPING_FORMAT, {"line": 1}),
        ("columns:\n  CPR: cpr\n  A: [b]", FileReason.MAPPING_FORMAT, {"line": 3}),
        ("columns:\n  CPR: cpr\n  cpr.: cpr", FileReason.MAPPING_HEADER_TWICE, {"header": "cpr."}),
        (
            "kind: offers\ncolumns: {CPR: cpr}",
            FileReason.MAPPING_OTHER_KIND,
            {"stated": "offers", "kind": "caseload"},
        ),
        ("[" * 50_000, FileReason.MAPPING_FORMAT, {"line": 1}),
        ("a" * 200_000, FileReason.MAPPING_FORMAT, {"line": 1}),
    ],
)
def test_a_saved_mapping_that_cannot_be_read_says_where(text, reason, values):
    found = refused(lambda: mapping_read(text, kind=CASELOAD))
    assert (found.reason, found.values) == (reason, values)


def test_a_mapping_to_an_unknown_field_names_the_known_ones():
    found = refused(lambda: of("caseload", HEADER, CELLS, mapping=MAPPING | {"Noter": "notes"}))
    assert found.reason is FileReason.MAPPING_FIELD_UNKNOWN
    assert "counsellor" in found.values["known"]
    month = MAPPING | {"Noter": "name:2026-01"}
    assert refused(lambda: of("caseload", HEADER, CELLS, mapping=month)).values["header"] == "Noter"


def test_rows_are_handed_back_just_as_they_were_written():
    content = f"{HEADER}\r\n{CELLS}\r\n\r\na; b;;d;".encode()
    found = rows_as_written(content, kind="caseload", numbers={4}, mapping=MAPPING)
    assert found.header.cells == tuple(HEADER.split(";"))
    assert [(each.number, each.cells) for each in found.rows] == [(4, ("a", " b", "", "d", ""))]


def read_or_refused(text: str) -> dict[str, str] | FileReason:
    """The mapping, or why it is none; the sentences can be said."""
    try:
        return mapping_read(text, kind=CASELOAD)
    except ImportRefused as why:
        return why.reason if all(refusal_words(why)) else FileReason.EMPTY


@given(st.text(max_size=200))
def test_no_text_brings_the_mapping_reader_down(text):
    assert read_or_refused(text) is not FileReason.EMPTY


HEADERS = st.text(min_size=1, max_size=20).map(lambda text: " ".join(text.split()))


@given(st.dictionaries(HEADERS, st.sampled_from(["", "name", "no", "2"])))
def test_what_is_saved_is_read_back(mapping):
    saved = mapping_text(mapping, kind=CASELOAD)
    assert read_or_refused(saved) in (mapping, FileReason.MAPPING_HEADER_TWICE)
