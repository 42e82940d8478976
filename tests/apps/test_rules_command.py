"""``staasted rules``: due, explain and check, as somebody types them."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.catalog.loader import catalog
from staasted.cli.main import app
from tests import town
from tests.happenings import FIRST, hold, utc
from tests.town import Town

CASE = """
cases:
  - name: Made up by somebody else
    on: 2026-11-16
    person:
      periods:
        - group: cash_benefit_job_ready
          benefit: cash_benefit
          from_on: 2026-08-03
          days: {first_request: 2026-08-03}
    conversations: [{on: 2026-08-07, counts: 1}, {on: 2026-09-10, channel: phone, counts: 1}]
    expect:
      V6b-ALL-1-JP: {due: 2026-08-10, required: 1, counted: 1, status: met}
      V6b-JP-1: {due: 2027-02-03, required: 4, counted: COUNTED, status: open}
"""


def run(*words: str):
    return CliRunner().invoke(app, ["rules", *words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.yaml").write_text(CASE.replace("COUNTED", "2"))
    return tmp_path


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen, asked_on=date(2026, 5, 4))
    hold(case, place.karen, utc(2026, 5, 5, 8), purpose=FIRST, channel="in_person")
    return case


def test_the_catalogues_own_rules_and_cases_hold(folder: Path) -> None:
    result = run("check", str(folder))
    files = (*catalog().law_files, *catalog().trials.values())
    own = sum(len(file.told_cases) for file in files)
    assert result.exit_code == 0, result.output
    assert f"{len(catalog().rules)} regler, {own + 1} sager, 0 fejl." in result.output
    assert "Ikke bekræftet: V6b-JP-1 (LOV 1750/2025" in result.output


def test_a_case_that_does_not_hold_says_what_was_found_instead(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(CASE.replace("COUNTED", "3"))
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "V6b-JP-1.counted skulle være 3, men er 2." in result.output


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("cases: [{name: x, on: 2026-01-01, wrong: 1}]", "wrong"),
        ("cases: [", "YAML"),
        ("rules: {}", "0 fejl"),
        ("cases: [{name: x, on: 2026-01-01, person: {}, expect: {V99: {status: met}}}]", "V99"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_rest_is_read(
    tmp_path: Path, written: str, told: str
) -> None:
    (tmp_path / "bad.yaml").write_text(written)
    (tmp_path / "good.yaml").write_text(CASE.replace("COUNTED", "2"))
    result = run("check", str(tmp_path))
    assert told in result.output
    assert "good.yaml" not in result.output
    assert (result.exit_code == 0) is ("0 fejl" in told)


def test_a_folder_that_is_none_and_a_file_too_large_are_refused(tmp_path: Path) -> None:
    assert "no folder" in run("check", str(tmp_path / "nowhere")).output
    (tmp_path / "large.yaml").write_text("# " + "x" * 1_000_001)
    assert "at most 1000000 are read" in run("check", str(tmp_path)).output


def test_a_rule_of_ones_own_without_source_or_case_is_refused_with_a_remedy(tmp_path: Path) -> None:
    rule = """
version: X
from_on: 2026-07-01
rules:
  X-1:
    asks: {kind: by_need}
    groups: [cash_benefit_job_ready]
    line: conversations.own
    grade: A
    da: {name: Prøve, why: Prøve.}
"""
    (tmp_path / "own.yaml").write_text(rule)
    assert "rules.X-1.cites" in run("check", str(tmp_path)).output
    (tmp_path / "own.yaml").write_text(rule.replace("grade: A", "grade: A\n    cites: LBK 1/1999"))
    output = run("check", str(tmp_path)).output
    assert "X-1 har ingen sag." in output
    assert "LBK 1/1999, som ikke står i acts.yaml" in output


def test_one_citizen_is_explained_and_the_reading_is_logged(ase: Citizen) -> None:
    result = run("explain", ase.public_id, "--on", "2026-05-18", "--purpose", "klage")
    assert result.exit_code == 0, result.output
    for words in ("V5-KU-1", "på plads, 1 af 1", "LBK 280/2024 § 31, stk. 3", "1 af 4"):
        assert words in result.output
    log = ReadLog.objects.order_by("-id").first()
    assert (log.purpose, log.page, log.role) == ("klage", "rules explain", "operator")
    assert log.citizens == f"|{ase.public_id}|"
    assert "Åse" not in result.output


@pytest.mark.parametrize("command", ["explain", "due"])
def test_nobody_is_read_before_a_reason_is_typed_and_the_question_is_no_part_of_the_answer(
    ase: Citizen, command: str
) -> None:
    whom = [ase.public_id] if command == "explain" else []
    words = ["rules", command, *whom, "--on", "2026-05-18", "--json"]
    silent = CliRunner().invoke(app, words)
    assert silent.exit_code == 1
    assert not ReadLog.objects.exists()
    typed = CliRunner().invoke(app, words, input="klage nr. 7\n")
    assert typed.exit_code == 0, typed.output
    assert json.loads(typed.stdout.removeprefix(" klage nr. 7\n"))  # what was typed, echoed
    assert ReadLog.objects.get().purpose == "klage nr. 7"


def test_the_same_as_data(ase: Citizen) -> None:
    told = json.loads(
        run("explain", ase.public_id, "--on", "2026-05-18", "--purpose", "klage", "--json").output
    )
    assert (told["standing"], told["bearer"], told["next_due"]) == (
        "in_course",
        "municipality",
        "2026-11-04",
    )
    assert told["conversations"] == [
        {
            "on": "2026-05-06",
            "form": "individual",
            "channel": "in_person",
            "held_by": "counsellor",
            "counts": 1,
            "reason": "counted",
        }
    ]


def test_a_case_file_is_explained_without_a_database(folder: Path) -> None:
    result = run("explain", "--case", str(folder / "own.yaml"), "--on", "2026-12-01")
    assert result.exit_code == 0, result.output
    assert "Made up by somebody else · Jobparate på kontanthjælp · 2026-12-01" in result.output
    assert "V6b-JP-1" in result.output


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (CASE.replace("job_ready", "jobready").replace("COUNTED", "2"), "Mente du"),
        (CASE.replace("2026-08-03", "9999-08-03"), "2200-12-31"),
        ("cases: [{name: x, on: 2026-01-01, workplace: {staff: 5}, expect: {R: {cap: 1}}}]", "sag"),
        ("cases: [", "YAML"),
    ],
)
def test_a_case_that_cannot_be_explained_is_refused_in_words(
    tmp_path: Path, written: str, told: str
) -> None:
    (tmp_path / "own.yaml").write_text(written)
    result = run("explain", "--case", str(tmp_path / "own.yaml"), "--on", "2026-12-01")
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_misspelt_word_in_a_case_is_named_by_check(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        CASE.replace("cash_benefit_job_ready", "cash_benefit_jobready").replace("COUNTED", "2")
    )
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "Mente du cash_benefit_job_ready? Ordene står i target_groups.yaml." in result.output


def test_nobody_and_both_are_refused(folder: Path, ase: Citizen) -> None:
    assert run("explain", "--on", "2026-12-01").exit_code == 1
    both = run("explain", ase.public_id, "--case", str(folder / "own.yaml"), "--on", "2026-12-01")
    assert both.exit_code == 1
    assert run("explain", "2222222222", "--on", "2026-12-01", "--purpose", "klage").exit_code == 1
    assert run("explain", ase.public_id, "--on", "tomorrow").exit_code == 2


def test_what_is_due_is_listed_the_soonest_first_without_names(place: Town, ase: Citizen) -> None:
    late = town.citizen(place.jens, name="Bo Friis", asked_on=date(2026, 4, 6))
    result = run("due", "--on", "2026-05-18", "--purpose", "klage")
    lines = [line for line in result.output.splitlines() if "V5-" in line]
    assert [line.split()[:3] for line in lines[:3]] == [
        ["2026-04-13", late.public_id, "V5-KU-1"],
        ["2026-10-06", late.public_id, "V5-OT-1"],
        ["2026-11-04", ase.public_id, "V5-OT-1"],
    ]
    assert "Friis" not in result.output
    told = json.loads(run("due", "--on", "2026-05-18", "--purpose", "klage", "--json").output)
    assert {each["citizen"] for each in told} == {late.public_id, ase.public_id}
    assert {each["status"] for each in told} == {"open", "breach"}


def test_an_empty_town_owes_nothing(place: Town) -> None:
    assert (
        "Ingen skylder nogen noget" in run("due", "--on", "2026-05-18", "--purpose", "klage").output
    )
