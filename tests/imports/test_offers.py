"""An offers file taken in: each measure once, from its grant to its last day."""

from datetime import date
from decimal import Decimal

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import caseload_import, offers_import
from staasted.apps.offers.models import Measure
from staasted.apps.offers.selectors import measures_of
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import FileKind
from tests.imports.full import CASE, OFFER, sheet
from tests.imports.rows import number
from tests.imports.test_caseload import everything_stored

TODAY = date(2026, 5, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def case() -> Citizen:
    """Somebody whose case is open."""
    staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))
    content = sheet(FileKind.CASELOAD, CASE)
    caseload_import(actor=OPERATOR, content=content, file_name="sager.csv", today=TODAY)
    return Citizen.objects.get()


def take_in(*rows: dict[str, str]) -> ImportReport:
    """Import a file of these offers."""
    content = sheet(FileKind.OFFERS, *rows)
    return offers_import(actor=OPERATOR, content=content, file_name="tilbud.csv", today=TODAY)


def test_a_measure_is_stored_with_everything_told(case):
    assert take_in(OFFER).created == 1
    measure = Measure.objects.get()
    assert (measure.citizen, measure.kind) == (case, "work_placement")
    assert measure.provider == "@Bageriet"
    assert (measure.starts_on, measure.ends_on) == (date(2026, 2, 1), date(2026, 5, 1))
    assert (measure.hours_per_week, measure.outcome) == (Decimal("36.25"), "Job")


def test_the_same_offers_again_change_no_row_of_any_table():
    rows = [OFFER, OFFER | {"provider": "Skolen"}, OFFER | {"kind": "Mentor", "starts_on": ""}]
    assert take_in(*rows).created == 3
    before = everything_stored()
    assert take_in(*rows).unchanged == 3
    assert everything_stored() == before


def test_a_measure_that_was_granted_is_the_same_once_it_begins():
    take_in(OFFER | {"starts_on": "", "ends_on": ""})
    assert take_in(OFFER).updated == 1
    assert Measure.objects.get().starts_on == date(2026, 2, 1)


def test_a_provider_told_later_belongs_to_the_same_measure():
    take_in(OFFER | {"provider": ""})
    assert take_in(OFFER).updated == 1
    assert take_in(OFFER | {"provider": ""}).unchanged == 1


def test_an_end_before_the_start_we_know_is_a_bad_row():
    take_in(OFFER)
    (error,) = take_in(OFFER | {"starts_on": "", "ends_on": "25-01-2026"}).rejected
    assert (error.column, error.reason) == ("Slutdato", RowReason.END_BEFORE_START)


def test_somebody_unknown_is_a_bad_row():
    (error,) = take_in(OFFER | {"cpr": number(9)}).rejected
    assert error.reason is RowReason.CITIZEN_UNKNOWN


def test_what_has_not_begun_is_listed_first_and_then_the_newest(case):
    take_in(
        OFFER,
        OFFER | {"starts_on": "01-03-2026", "ends_on": ""},
        {"cpr": number(1), "kind": "Mentor", "granted_on": "01-05-2026"},
    )
    starts = [measure.starts_on for measure in measures_of(case)]
    assert starts == [None, date(2026, 3, 1), date(2026, 2, 1)]
