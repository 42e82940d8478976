"""``staasted import caseload``: what it prints and how it ends."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.models import ImportBatch
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import FileKind
from staasted.cli.imports import app
from tests.imports.full import CASE, CONVERSATION, OFFER, sheet
from tests.imports.rows import HEADER, ROW, file, line, number

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mette() -> None:
    staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))


def run(tmp_path: Path, content: bytes, *options: str) -> Result:
    """The command on a file with this content."""
    path = tmp_path / "sager.csv"
    path.write_bytes(content)
    return CliRunner().invoke(app, ["caseload", str(path), *options])


def test_a_good_file_ends_with_nought_and_says_what_it_did(tmp_path):
    result = run(tmp_path, file(f"{ROW};x", header=f"{HEADER};Notat"))
    assert result.exit_code == 0
    assert "Nye: 1." in result.output
    assert "Notat" in result.output


def test_json_holds_the_whole_report(tmp_path):
    content = file(line(number(1)), line(number(2), counsellor=""))
    result = run(tmp_path, content, "--json")
    report = json.loads(result.output)
    assert report.pop("batch")
    assert report.pop("mapping")["CPR-nr"] == "cpr"
    assert report == {
        "read": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
        "notices": [],
        "dry_run": False,
        "ignored_columns": [],
        "without_counsellor": [3],
        "absent": [],
    }


def test_a_bad_row_ends_with_one_and_names_row_column_reason_and_remedy(tmp_path):
    result = run(tmp_path, file(line("611390-4003"), line(number(2), start="i går")), "--json")
    assert result.exit_code == 1
    cpr, start = json.loads(result.output)["rejected"]
    assert (cpr["row"], cpr["column"], cpr["value"]) == (2, "CPR-nr", "")
    assert (start["row"], start["column"], start["value"]) == (3, "Startdato", "i går")
    assert start["code"] == "date_format"
    assert start["reason"] == "Vi kan ikke læse datoen."
    assert start["remedy"] == "Skriv den som 31-12-2026 eller 2026-12-31."
    assert "611390" not in result.output
    assert not Citizen.objects.exists()


def test_the_table_prints_a_cell_as_it_stands(tmp_path):
    result = run(tmp_path, file(line(start="[red]=1+1")))
    assert result.exit_code == 1
    assert "[red]" in result.output
    assert "Intet er gemt" in result.output


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_file_that_cannot_be_read_ends_with_two(tmp_path, options):
    assert run(tmp_path, b"PK\x03\x04", *options).exit_code == 2
    absent = CliRunner().invoke(app, ["caseload", str(tmp_path / "nowhere.csv"), *options])
    assert absent.exit_code == 2
    assert "nowhere.csv" in absent.output


def test_a_refusal_in_json_has_a_code_and_the_sentences(tmp_path):
    refused = json.loads(run(tmp_path, b"", "--json").output)["refused"]
    assert refused["code"] == "empty"
    assert refused["reason"] == "Filen er tom."
    assert refused["remedy"]


def test_a_dash_reads_standard_input():
    result = CliRunner().invoke(app, ["caseload", "-", "--json"], input=file(ROW))
    assert json.loads(result.output)["created"] == 1


def test_bad_rows_that_are_skipped_lie_beside_the_file_with_their_reasons(tmp_path):
    content = file(line(number(1)), line(number(2), start="i går"))
    result = run(tmp_path, content, "--skip-bad")
    assert result.exit_code == 1
    left_out = tmp_path / "sager.afvist.csv"
    assert "Vi kan ikke læse datoen." in left_out.read_text(encoding="utf-8-sig")
    assert left_out.stat().st_mode & 0o077 == 0
    corrected = left_out.read_bytes().replace("i går".encode(), b"02-03-2026")
    assert run(tmp_path, corrected).exit_code == 0
    assert Citizen.objects.count() == 2


def test_a_dry_run_shows_and_stores_nothing(tmp_path):
    result = run(tmp_path, file(ROW), "--dry-run")
    assert result.exit_code == 0
    assert "Intet er gemt. Nye: 1." in result.output
    assert not Citizen.objects.exists()


def test_a_mapping_is_saved_changed_and_used(tmp_path):
    saved = tmp_path / "kolonner.yaml"
    content = file(ROW, header=HEADER.replace("Sagsbehandler", "Hvem"))
    assert run(tmp_path, content, "--dry-run", "--save-mapping", str(saved)).exit_code == 0
    told = saved.read_text(encoding="utf-8")
    saved.write_text(told.replace("Hvem: ''", "Hvem: counsellor"), encoding="utf-8")
    result = run(tmp_path, content, "--json", "--mapping", str(saved))
    assert json.loads(result.output)["without_counsellor"] == []


def test_a_mapping_that_is_not_there_ends_with_two(tmp_path):
    result = run(tmp_path, file(ROW), "--mapping", str(tmp_path / "nowhere.yaml"))
    assert result.exit_code == 2
    assert "nowhere.yaml" in result.output


def test_all_three_files_go_in_and_the_last_can_be_taken_back(tmp_path):
    rows = {
        FileKind.CASELOAD: CASE,
        FileKind.CONVERSATIONS: CONVERSATION,
        FileKind.OFFERS: OFFER,
    }
    for kind, row in rows.items():
        path = tmp_path / f"{kind}.csv"
        path.write_bytes(sheet(kind, row))
        assert CliRunner().invoke(app, [kind.value, str(path)]).exit_code == 0
    batches = list(ImportBatch.objects.order_by("id").values_list("public_id", flat=True))
    refused = CliRunner().invoke(app, ["undo", batches[0]])
    assert refused.exit_code == 1
    assert "Samtale: " in refused.output
    for batch in reversed(batches):
        assert CliRunner().invoke(app, ["undo", batch]).exit_code == 0
    assert not Citizen.objects.exists()


def test_an_undo_of_a_batch_nobody_knows_ends_with_one():
    result = CliRunner().invoke(app, ["undo", "nothing"])
    assert result.exit_code == 1
    assert "med det nummer" in result.output
