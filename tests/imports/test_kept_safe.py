"""What an import leaves alone, and where a CPR number never ends up."""

from datetime import date

import pytest
from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.citizens.ending import assignment_end
from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.imports.masking import file_name_kept
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.reading.cpr_shaped import is_cpr_shaped, quotable
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import caseload_import
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.cli.imports import _write
from tests.imports.rows import ROW, file

TODAY = date(2026, 5, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mette() -> Person:
    return staff("Mette Holm")


def staff(name: str) -> Person:
    return staff_register(name=name, roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))


def take_in(file_name: str = "sager.csv") -> ImportReport:
    return caseload_import(actor=OPERATOR, content=file(ROW), file_name=file_name, today=TODAY)


def test_a_counsellor_chosen_here_stays_whatever_the_file_says(mette: Person) -> None:
    take_in()
    chosen = staff("Ole Valgt")
    with transaction.atomic():
        counsellor_assign(citizen=Citizen.objects.get(), counsellor=chosen, from_on=TODAY)
    again = take_in()
    assert (again.updated, again.unchanged) == (0, 1)
    assert CounsellorAssignment.objects.get(to_on=None).counsellor == chosen


def test_a_group_a_later_file_knows_is_the_first_one_known_whatever_comes_after() -> None:
    job_ready, sick = "Jobparat kontanthjælpsmodtager", "Aktivitetsparat kontanthjælpsmodtager"
    for group in ("", job_ready, sick):
        row = ROW.replace(job_ready, group)
        caseload_import(actor=OPERATOR, content=file(row), file_name="s.csv", today=TODAY)
    period = BenefitPeriod.objects.get()
    assert (period.group_at_start, period.target_group) == (
        "group:cash_benefit_job_ready",
        "group:cash_benefit_activity_ready",
    )


def test_a_file_gives_a_closed_case_no_coach() -> None:
    take_in()
    with transaction.atomic():
        assignment_end(citizen=Citizen.objects.get(), on=TODAY)
    Citizen.objects.update(closed_on=TODAY)
    take_in()
    assert CounsellorAssignment.objects.get().to_on == TODAY


@pytest.mark.parametrize(
    "name",
    ["6712904003.csv", "671290-4003.csv", "liste 671290 4003.xlsx", "liste 671290 - 4003.xlsx"],
)
def test_a_number_in_a_files_name_is_not_kept(name: str) -> None:
    assert "4003" not in file_name_kept(name)
    take_in(name)
    assert "4003" not in ImportBatch.objects.get().file_name


@pytest.mark.parametrize("name", ["sager-2026-05-18.csv", "caseload_20260518.csv", "uge 21.csv"])
def test_an_ordinary_name_is_kept_as_it_is(name: str) -> None:
    assert file_name_kept(name) == name


@pytest.mark.parametrize("glued", ["67129040032026", "6712904003" * 50, "Nr 167129040031"])
def test_digits_glued_together_are_no_header_and_are_not_quoted(glued: str) -> None:
    assert is_cpr_shaped(glued)
    assert quotable(glued) == ""


def test_left_out_rows_are_for_the_owners_eyes_and_replace_no_file(tmp_path, capsys) -> None:
    fresh, held = tmp_path / "ny.csv", tmp_path / "gammel.csv"
    held.write_text("noget andet")
    _write(fresh, b"CPR")
    _write(held, b"CPR")
    assert fresh.stat().st_mode & 0o077 == 0
    assert held.read_text() == "noget andet"
    assert "gammel.csv" in capsys.readouterr().err
