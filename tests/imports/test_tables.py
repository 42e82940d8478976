"""The three kinds of file: every fact is read, and what does not fit together says so."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.apps.imports.reading.hours import HoursInMonth
from staasted.catalog.imports import FileKind, layout
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from tests.imports.reader import faults, of, row, sentences
from tests.imports.rows import CPR, number

pytestmark = pytest.mark.any_database

BASE = "CPR-nr;Ydelse;Startdato"
GOOD = f"{CPR};Kontanthjælp;02-03-2026"
TALK = "CPR-nr;Tidspunkt"
OFFER = "CPR-nr;Tilbud;Startdato"


def caseload(header: str, cells: str):
    """A row with these cells beside the required ones."""
    return row("caseload", f"{BASE};{header}", f"{GOOD};{cells}")


def wrong(header: str, cells: str) -> list[tuple[str, str]]:
    """Column and reason of every bad cell among these."""
    found = faults("caseload", f"{BASE};{header}", f"{GOOD};{cells}")
    return [(column, reason) for _, column, reason in found]


def test_all_but_who_and_which_benefit_may_be_unknown():
    found = row("caseload", BASE, GOOD)
    known = {"number", "cpr", "benefit", "starts_on"}
    assert {name for name in found.__slots__ if getattr(found, name) is not None} == known
    assert found.born_on == date(1990, 12, 1)


def test_every_fact_of_a_caseload_is_read():
    found = caseload(
        "Fødselsdato;Adressebeskyttelse;Digital Post;Slutdato;Slutårsag;Første fraværsdag;"
        "Overgået til kommunen;Forsikret;A-kasse;Erhvervskompetencegivende uddannelse;"
        "Hjemmeboende barn;Arbejdsgiver;Forventet raskmelding;Behandling til;"
        "Arbejdsgiver at vende tilbage til;Tilbage i arbejde;Jobstart",
        "01-12-1990;Ja;Fritaget;30-04-2026;Job;01-02-2026;31-05-2026;Deltid;3F;nej;ja;Ådal Smede;"
        "01-07-2026;01-08-2026;Ådal Smede;02-08-2026;01-06-2026",
    )
    assert (found.protected, found.digital_post) == (True, False)
    assert (found.ends_on, found.end_reason) == (date(2026, 4, 30), "Job")
    assert (found.first_absence_on, found.transferred_on) == (date(2026, 2, 1), date(2026, 5, 31))
    assert (found.insured, found.unemployment_fund) == ("part", "3F")
    assert (found.vocational_education, found.child_at_home) == (False, True)
    assert (found.employer, found.recovery_on) == ("Ådal Smede", date(2026, 7, 1))
    assert (found.treatment_until, found.return_employer) == (date(2026, 8, 1), "Ådal Smede")
    assert (found.return_on, found.job_start_on) == (date(2026, 8, 2), date(2026, 6, 1))


def test_hours_are_read_from_one_cell_and_from_a_column_a_month():
    hours = (
        HoursInMonth(date(2026, 1, 1), Decimal("96.20")),
        HoursInMonth(date(2026, 2, 1), Decimal("160.33")),
    )
    listed = '"2026-02: 160,33; 01-2026: 96,20"'
    assert caseload("Registrerede timer", listed).registered_hours == hours
    assert caseload("Timer 2026-01;Timer feb 2026", "96,2;160.33").registered_hours == hours
    assert caseload("Timer;Timer feb 2026", "jan 2026=96,2;160,33").registered_hours == hours
    assert caseload("Timer 2026-01", "").registered_hours is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026-13: 10", "hours_format"),
        ("160,33", "hours_format"),
        ("2026-01: mange", "number_format"),
        ("2026-01: 745", "number_outside"),
        ("2026-06: 10", "hours_ahead"),
        ('"2026-01: 10; 2026-01: 20"', "hours_twice"),
    ],
)
def test_hours_that_cannot_be_say_why(written, reason):
    assert wrong("Timer", written) == [("Timer", reason)]


def test_the_same_month_in_two_columns_is_refused():
    assert wrong("Timer;Timer jan 2026", "2026-01: 10;20") == [("Timer", "hours_twice")]


@pytest.mark.parametrize(
    ("header", "cells", "column", "reason"),
    [
        ("Slutdato", "01-03-2026", "Slutdato", "end_before_start"),
        ("Slutårsag", "Job", "Slutårsag", "partner_missing"),
        ("Akkumulerede uger", "12", "Akkumulerede uger", "partner_missing"),
        ("Akkumulerede uger;Uger opgjort", ";01-05-2026", "Uger opgjort", "partner_missing"),
        ("Fritaget fra", "01-05-2026", "Fritaget fra", "partner_missing"),
        ("Grund til undtagelse", "syg", "Grund til undtagelse", "partner_missing"),
        (
            "Fritagelsesgrund;Fritaget fra;Fritaget til",
            "Ferie;02-05-2026;01-05-2026",
            "Fritaget til",
            "end_before_start",
        ),
        (
            "Undtaget fra selvbooking;Grund til undtagelse",
            "nej;syg",
            "Grund til undtagelse",
            "exemption_denied",
        ),
        ("Forsikret", "halvt", "Forsikret", "word_unknown"),
        ("Digital Post", "måske", "Digital Post", "word_unknown"),
        ("Fødselsdato", "01-01-2027", "Fødselsdato", "date_ahead"),
        ("Slutdato", "01-01-2206", "Slutdato", "date_too_far_ahead"),
    ],
)
def test_cells_that_do_not_fit_together_say_which(header, cells, column, reason):
    assert wrong(header, cells) == [(column, reason)]


def test_an_answer_and_a_word_may_stand_in_one_cell():
    spoken = caseload("Tolk;Undtaget fra selvbooking", "Tigrinya;Har ingen telefon")
    assert (spoken.interpreter, spoken.interpreter_language) == (True, "Tigrinya")
    assert spoken.self_booking_exemption is True
    assert spoken.self_booking_reason == "Har ingen telefon"
    plain = caseload("Tolk;Undtaget fra selvbooking", "nej;ja")
    assert (plain.interpreter, plain.self_booking_exemption) == (False, True)
    assert plain.interpreter_language is plain.self_booking_reason is None


@pytest.mark.parametrize("written", ["2", "02", "Kontaktgruppe 2", "KG 12", "12"])
def test_a_code_that_covers_several_groups_leaves_the_group_unknown_and_asks(written):
    found = of("caseload", f"{BASE};Målgruppe", f"{GOOD};{written}")
    assert found.rows[0].target_group is None
    assert [notice.reason for notice in found.notices] == ["target_group_several"]


def test_a_code_outside_the_target_groups_asks_and_an_unknown_one_is_refused():
    asked = of("caseload", f"{BASE};Målgruppe", f"{GOOD};8")
    assert [notice.reason for notice in asked.notices] == ["target_group_none"]
    for code in ("3", "6", "9", "26", "28"):
        assert wrong("Målgruppe", code) == [("Målgruppe", "target_group_unknown")]


@pytest.mark.parametrize("entry", catalog().contact_groups.values(), ids=lambda entry: entry.code)
def test_a_code_that_covers_one_group_names_it(entry):
    if len(entry.covers) == 1:
        assert caseload("Kontaktgruppe", entry.code).target_group == entry.covers[0]


def test_a_birth_date_that_differs_from_the_number_is_asked_about():
    found = of("caseload", f"{BASE};Fødselsdato", f"{GOOD};02-12-1990")
    assert found.rows[0].born_on == date(1990, 12, 2)
    assert [notice.reason for notice in found.notices] == ["birth_date_other"]


def test_a_person_may_have_several_periods_that_share_no_day():
    header = f"{BASE};Slutdato"
    first, second = f"{CPR};KTH;01-01-2025;31-01-2025", f"{CPR};KTH;01-02-2025;"
    assert len(of("caseload", header, second, first).rows) == 2
    overlapping = f"{CPR};SDP;31-01-2025;31-01-2025"
    found = of("caseload", header, first, overlapping, second, f"{number(1)};KTH;01-01-2025;")
    assert [(each.row, each.reason, each.values) for each in found.errors] == [
        (3, "periods_overlap", {"first": 2})
    ]
    assert [each.number for each in found.rows] == [2, 4, 5]


def test_every_fact_of_a_conversation_is_read():
    header = f"{TALK};Formål;Form;Kontaktform;Afholdt af;Minutter;Udfald"
    cells = f"{CPR};02-03-2026 kl. 13.30;Jobsøgning;Individuel;Telefonisk;A-kassen;45;Afholdt"
    found = row("conversations", header, cells)
    assert found.held_at.isoformat() == "2026-03-02T13:30:00+01:00"
    assert (found.purpose, found.minutes) == ("job_search", 45)
    assert (found.form, found.channel) == (ConversationForm.INDIVIDUAL, Channel.PHONE)
    assert (found.held_by, found.outcome) == (Holder.UNEMPLOYMENT_FUND, Outcome.HELD)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("02-03-2026", "2026-03-02T12:00:00+01:00"),
        ("2026-03-02T08:15", "2026-03-02T08:15:00+01:00"),
        ("2026-03-02 08:15:30", "2026-03-02T08:15:30+01:00"),
        ("02.04.2026 8.15", "2026-04-02T08:15:00+02:00"),
        ("46083", "2026-03-02T12:00:00+01:00"),
        ("46083.5625", "2026-03-02T13:30:00+01:00"),
    ],
)
def test_moments_are_danish_time_and_a_day_alone_is_noon(written, read):
    assert row("conversations", TALK, f"{CPR};{written}").held_at.isoformat() == read


def test_what_cannot_be_about_a_conversation_says_why():
    header = f"{TALK};Formål;Minutter"
    assert faults("conversations", header, f"{CPR};02-03-2026 25:00;;") == [
        (2, "Tidspunkt", "time_format")
    ]
    assert faults("conversations", header, f"{CPR};19-05-2026 08:00;Snak;1441") == [
        (2, "Tidspunkt", "date_ahead"),
        (2, "Formål", "word_unknown"),
        (2, "Minutter", "number_outside"),
    ]
    twice = faults("conversations", header, *[f"{CPR};02-03-2026 13:00;;"] * 2)
    assert twice == [(3, "Tidspunkt", "conversation_twice")]


def test_every_fact_of_an_offer_is_read():
    header = f"{OFFER};Leverandør;Slutdato;Timer om ugen;Udfald;Bevilget;Paragraf"
    cells = f"{CPR};Praktik;02-03-2026;Ådal Smede;29-05-2026;37;;01-03-2026;§ 57"
    found = row("offers", header, cells)
    assert (found.kind, found.provider) == ("work_placement", "Ådal Smede")
    assert (found.starts_on, found.ends_on) == (date(2026, 3, 2), date(2026, 5, 29))
    assert (found.hours_per_week, found.outcome) == (Decimal("37.00"), None)
    assert (found.granted_on, found.section) == (date(2026, 3, 1), "§ 57")


def test_an_offer_has_begun_or_has_been_granted():
    assert row("offers", "CPR;Tilbud;Bevilget", f"{CPR};Mentor;01-03-2026").starts_on is None
    assert faults("offers", OFFER, f"{CPR};Mentor;") == [(2, "Startdato", "no_day")]
    assert faults("offers", OFFER, f"{CPR};Rumfart;01-03-2026") == [(2, "Tilbud", "word_unknown")]


@pytest.mark.parametrize("kind", FileKind)
def test_headers_are_known_in_danish_and_by_their_field(kind):
    for column in layout(kind).columns:
        known = layout(kind).by_name()
        assert {known[name].field for name in column.names()} == {column.field}
        assert column.field.replace("_", "") in known


@pytest.mark.parametrize("kind", FileKind)
@given(data=st.data())
def test_no_cells_of_any_kind_bring_the_reader_down(kind, data):
    columns = layout(kind).columns
    cells = [data.draw(st.text(max_size=20)) for _ in columns]
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    content = ";".join(column.da for column in columns) + "\r\n" + ";".join(quoted)
    assert all(sentences(content.encode("utf-8", "replace"), kind))
