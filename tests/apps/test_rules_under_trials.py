"""``staasted rules`` where a trial lies on top: which one, its section, the law without it."""

import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from staasted.catalog.loader import catalog
from staasted.catalog.rules.running import Cases
from staasted.cli.main import app
from staasted.cli.rules_said import answer_said
from staasted.cli.rules_told import answer_json
from tests import town
from tests.town import AADAL, Town

IN_AADAL = """
cases:
  - name: Somebody in a trial
    on: 2026-11-16
    person:
      lives_in: aadal
      periods:
        - group: cash_benefit_job_ready
          benefit: cash_benefit
          from_on: 2026-08-03
          days: {first_request: 2026-08-03}
    conversations: [{on: 2026-08-07, counts: 1}]
    expect:
      V6b-JP-1: {status: lifted, trial: AAD-1}
"""
IN_THISTED = """
cases:
  - name: Nobody has to book
    on: 2021-04-12
    person:
      lives_in: thisted
      periods:
        - group: cash_benefit_activity_ready
          benefit: cash_benefit
          from_on: 2021-02-01
          days: {first_request: 2021-02-01}
    expect:
      SB-3: {trial: NJ-CONV-2020}
"""
NORTH_JUTLAND = "Nordjyllands forsøg med samtaler"


def run(*words: str):
    return CliRunner().invoke(app, ["rules", *words])


def explain(tmp_path: Path, case: str, on: str, *options: str) -> str:
    """What a case file is told on a day."""
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    result = run("explain", "--case", str(tmp_path / "case.yaml"), "--on", on, *options)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_a_trial_lifts_and_promises_is_told_with_its_section_and_the_law_without_it(
    tmp_path: Path,
) -> None:
    told = explain(tmp_path, IN_AADAL, "2026-11-16")
    promised, lifted = told[told.index("AAD-1-GULV ·") :], told[told.index("V6b-JP-1 ·") :]
    for duty in (promised, lifted):
        first = duty.split("Kilde:")[0]
        assert "Forsøget Aftalte samtaler gælder for borgeren til og med 2028-12-31." in first
        assert "Forsøgets grundlag: LOV 1750/2025 https://www.retsinformation.dk/" in first
        assert "Forsøget er opdigtet og findes kun her i demoen." in first
        assert first.count("LOV 1750/2025: paragraffen er ikke bekræftet endnu.") == 1
    assert "Uden forsøget: 1 af 4 holdt. Senest 2027-02-03." in lifted.split("Kilde:")[0]
    assert "Uden forsøget ville loven ikke kræve det." in promised.split("Kilde:")[0]
    offer = told[told.index("OF-6-KH ·") :].split("Kilde:")[0]
    assert "orsøget" not in offer, "the trial leaves offers as they are"


def test_the_same_trial_as_data(tmp_path: Path) -> None:
    told = json.loads(explain(tmp_path, IN_AADAL, "2026-11-16", "--json"))
    owed = {each["rule"]: each for each in told["obligations"]}
    lifted, promised, offer = owed["V6b-JP-1"], owed["AAD-1-GULV"], owed["OF-6-KH"]
    assert (lifted["trial"], lifted["part"]) == ("demo_average", "AAD-1")
    assert lifted["trial_source"]["citation"] == "LOV 1750/2025"
    assert lifted["without"] == {
        "due": "2027-02-03",
        "status": "open",
        "required": 4,
        "counted": 1,
    }
    assert (promised["trial"], promised["without"]) == ("demo_average", None)
    assert (offer["trial"], offer["part"], offer["trial_source"]) == (None, None, None)
    assert [each["part"] for each in told["trials"]] == ["AAD-1"]
    assert (told["next_due"], told["without"]) == ("2026-11-08", {"next_due": "2027-02-03"})


def test_channels_and_booking_that_a_trial_frees_are_told_with_its_section(tmp_path: Path) -> None:
    told = explain(tmp_path, IN_THISTED, "2021-04-12")
    assert f"Ingen skal finde tiden i forsøget {NORTH_JUTLAND} (BEK 1184/2019 § 4)." in told
    assert f"Forsøget {NORTH_JUTLAND} har ændret, hvordan samtalen kan holdes" in told
    data = json.loads(explain(tmp_path, IN_THISTED, "2021-04-12", "--json"))
    assert (data["booking"]["by"], data["booking"]["part"]) == (None, "NJ-CONV-2020")
    assert data["channels_trial"]["trial"] == "north_jutland_contact"


def test_every_case_of_the_trials_can_be_explained() -> None:
    known = catalog()
    runner = Cases(known.rules, known.clocks, known.law_files, known.book.parts)
    cases = [case for entry in known.trials.values() for case in entry.cases]
    found = [(case.name, runner.answer(case)) for case in cases if case.person is not None]
    for name, answer in found:
        told = "\n".join(answer_said(answer, name))
        shaped = [owed for owed in answer.obligations if owed.trial is not None]
        assert told.count("Uden forsøget") == len(shaped), name
        assert json.dumps(answer_json(answer, name))


def test_what_is_due_under_a_trial_says_so_on_its_line(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=date(2026, 8, 3), lives_in=AADAL)
    (line,) = (
        each
        for each in run("due", "--on", "2026-11-16", "--purpose", "klage").output.splitlines()
        if "GULV" in each
    )
    assert line.startswith(f"2026-11-03  {case.public_id}  AAD-1-GULV  mangler, 0 af 1  LOV")
    for words in ("Forsøget Aftalte samtaler", "grundlag: LOV 1750/2025", "Uden forsøget ville"):
        assert words in line
    data = json.loads(run("due", "--on", "2026-11-16", "--purpose", "klage", "--json").output)
    told = {each["rule"]: each for each in data}
    assert (told["AAD-1-GULV"]["trial"], told["OF-6-KH"]["trial"]) == ("demo_average", None)
