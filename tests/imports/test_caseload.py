"""A caseload file taken in: everything or nothing, and the same again changes nothing."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import caseload_import
from staasted.apps.imports.synthetic import caseload_file
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import cpr_open
from staasted.apps.org.services import staff_register
from tests.imports.rows import CPR, HEADER, ROW, file, line, number

TODAY = date(2026, 5, 18)
JOB_READY = "group:cash_benefit_job_ready"
ACTIVITY_READY = "group:cash_benefit_activity_ready"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mette() -> Person:
    """The one counsellor."""
    return staff("Mette Holm")


def staff(name: str) -> Person:
    """A counsellor since last year."""
    return staff_register(name=name, roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))


def take_in(*lines: str, content: bytes | None = None, today: date = TODAY) -> ImportReport:
    """Import a file of these lines below the header."""
    return caseload_import(
        actor=OPERATOR, content=content or file(*lines), file_name="sager.csv", today=today
    )


def everything_stored() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the house."""
    return {
        model._meta.label: sorted(model.objects.values_list(), key=repr)
        for model in apps.get_models()
    }


def test_somebody_new_gets_a_case_a_benefit_and_a_counsellor(mette):
    report = take_in(ROW)
    assert (report.read, report.created, report.updated, report.unchanged) == (1, 1, 0, 0)
    case = Citizen.objects.select_related("person").get()
    assert (case.person.name, case.person.email) == ("Åse Ørsted", "aase@borger.example")
    assert (case.municipality_code, case.opened_on) == ("0999", date(2026, 3, 2))
    period = BenefitPeriod.objects.get(citizen=case)
    assert (period.target_group, period.benefit) == (JOB_READY, "benefit:cash_benefit")
    assert (period.starts_on, period.first_request_on) == (date(2026, 3, 2), date(2026, 2, 27))
    assert CounsellorAssignment.objects.get(citizen=case).counsellor == mette
    assert case.person.roles.get().role == Role.CITIZEN


def test_the_number_is_stored_sealed_and_nowhere_else():
    take_in(ROW)
    person = Person.objects.exclude(cpr_lookup=None).get()
    assert cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id) == "6112904003"
    stored = repr(everything_stored())
    assert "6112904003" not in stored
    assert CPR not in stored


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_same_file_again_changes_no_row_of_any_table(encoding):
    content = file(ROW, line(number(1), name="Bo", counsellor=""), encoding=encoding)
    take_in(content=content)
    before = everything_stored()
    report = take_in(content=content)
    assert (report.created, report.updated, report.unchanged, report.batch) == (0, 0, 2, None)
    assert everything_stored() == before


def test_one_bad_row_among_two_hundred_stores_nothing():
    before = everything_stored()
    lines = [line(number(place)) for place in range(200)]
    lines[120] = line(number(120), start="31-13-2025")
    report = take_in(*lines)
    (error,) = report.rejected
    assert (error.row, error.column, error.value) == (122, "Startdato", "31-13-2025")
    assert error.reason is RowReason.DATE_NO_SUCH_DAY
    assert (report.read, report.created, report.batch) == (200, 0, None)
    assert everything_stored() == before


def test_changed_facts_are_updated_and_the_old_values_kept():
    take_in(ROW)
    report = take_in(line(phone="00 99 88 77", group="Aktivitetsparat", asked="26-02-2026"))
    assert (report.created, report.updated) == (0, 1)
    batch = ImportBatch.objects.get(public_id=report.batch)
    kept = {record.table: (record.before, record.after) for record in batch.records.all()}
    assert kept == {
        "org.person": (
            {"phone": "00 11 22 33", "phone_key": "00112233"},
            {"phone": "00 99 88 77", "phone_key": "00998877"},
        ),
        "citizens.benefitperiod": (
            {"target_group": JOB_READY, "first_request_on": "2026-02-27"},
            {"target_group": ACTIVITY_READY, "first_request_on": "2026-02-26"},
        ),
    }
    assert Person.objects.get(name="Åse Ørsted").phone == "00 99 88 77"
    assert BenefitPeriod.objects.get().target_group == ACTIVITY_READY


def test_an_empty_cell_wipes_nothing_out():
    take_in(ROW)
    before = everything_stored()
    report = take_in(line(email="", phone="", code="", group="", asked="", counsellor=""))
    assert report.unchanged == 1
    assert everything_stored() == before


def test_a_new_counsellor_stands_from_the_day_of_the_file(mette):
    other = staff("Ali Høj")
    take_in(ROW)
    take_in(line(counsellor="Ali Høj"))
    held = CounsellorAssignment.objects.order_by("from_on")
    assert [(each.counsellor, each.from_on, each.to_on) for each in held] == [
        (mette, date(2026, 3, 2), date(2026, 5, 17)),
        (other, TODAY, None),
    ]


def test_another_benefit_ends_the_one_before_the_day_before():
    take_in(ROW)
    report = take_in(line(benefit="Sygedagpenge", group="Sygemeldt", start="01-05-2026"))
    assert report.created == 1
    periods = BenefitPeriod.objects.order_by("starts_on")
    assert [(each.benefit, each.ends_on) for each in periods] == [
        ("benefit:cash_benefit", date(2026, 4, 30)),
        ("benefit:sickness_benefit", None),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"start": "09-03-2026"}, RowReason.PERIOD_OTHER_START),
        ({"start": "01-02-2026"}, RowReason.PERIOD_OTHER_START),
        ({"start": "01-02-2026", "benefit": "Sygedagpenge"}, RowReason.PERIOD_EARLIER),
        ({"start": "02-03-2026", "benefit": "Sygedagpenge"}, RowReason.PERIOD_EARLIER),
    ],
)
def test_a_start_that_contradicts_what_is_known_is_not_written_over_it(cells, reason):
    take_in(ROW)
    before = everything_stored()
    (error,) = take_in(line(**cells)).rejected
    assert (error.row, error.column, error.reason) == (2, "Startdato", reason)
    assert error.values == {"known": "02-03-2026"}
    assert everything_stored() == before


def test_a_person_is_known_by_number_alone():
    report = take_in(line(number(1)), line(number(2)))
    assert report.created == 2
    assert Person.objects.filter(email="aase@borger.example").count() == 2


def test_an_open_case_the_file_does_not_name_is_listed_and_never_closed():
    take_in(line(number(1)), line(number(2), name="Bo"))
    report = take_in(line(number(1)))
    bo = Citizen.objects.get(person__name="Bo")
    assert report.absent == (bo.public_id,)
    assert bo.closed_on is None


def test_a_row_without_a_counsellor_is_taken_in_and_reported():
    report = take_in(line(number(1)), line(number(2), counsellor=""))
    assert (report.created, report.without_counsellor) == (2, (3,))


def test_a_counsellor_nobody_knows_rejects_the_row():
    (error,) = take_in(line(counsellor="Mete Holm")).rejected
    assert error.values == {"nearest": ("Mette Holm",)}


def test_a_group_that_is_not_known_is_left_open():
    header = HEADER.replace(";Målgruppe", "")
    take_in(content=file(ROW.replace(";Jobparat kontanthjælpsmodtager", ""), header=header))
    assert BenefitPeriod.objects.get().target_group == ""


def test_an_import_is_logged_once_with_everybody_it_touched():
    report = take_in(line(number(1)), line(number(2)))
    log = ActLog.objects.get(act="caseload_import")
    assert (log.actor, log.subject) == ("operator", report.batch)
    assert all(case.public_id in log.citizens for case in Citizen.objects.all())


def test_the_invented_caseload_goes_in_whole():
    content = caseload_file(citizens=200, seed=1, on=TODAY, counsellors=["Mette Holm"])
    report = take_in(content=content)
    assert (report.created, report.rejected, report.without_counsellor) == (report.read, (), ())
    assert Citizen.objects.count() == 200
    assert take_in(content=content).unchanged == report.read


def test_what_is_known_is_read_in_a_handful_of_queries():
    content = caseload_file(citizens=100, seed=1, on=TODAY, counsellors=["Mette Holm"])
    take_in(content=content)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        take_in(content=content)
    reads = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    assert len(reads) == 13
