"""``staasted trials check``: a draft explained before anybody approves it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from staasted.apps.trials.models import TrialAct
from staasted.catalog.loader import catalog
from staasted.cli.main import app
from tests import town
from tests.apps.trial_drafts import DRAFT, own_folder
from tests.town import Town

OTHER = (
    DRAFT.replace("letter_of_monday", "second").replace("LM-", "SE-").replace("Aftalte", "Andre")
)


def check(draft: Path):
    return CliRunner().invoke(app, ["trials", "check", str(draft)])


@pytest.fixture
def draft(tmp_path: Path, db: None) -> Path:
    """The draft lies in no folder of the catalogue's."""
    path = tmp_path / "draft.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def written(draft: Path, *changes: tuple[str, str]) -> Path:
    """The draft, otherwise."""
    content = DRAFT
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    draft.write_text(content, encoding="utf-8")
    return draft


def test_a_draft_is_explained_with_those_it_is_for(draft: Path, place: Town) -> None:
    for code in ("0791", "791", "0751"):
        case = town.citizen(place.karen, name=f"Åse {code}")
        case.municipality_code = code
        case.save()
    result = check(draft)
    assert result.exit_code == 0, result.output
    for words in (
        "V5-OT-1 · Fire jobsamtaler i de første 6 måneder",
        "Mangler: dagen, hvor der blev søgt",
        "LM-1: borgere med en åben sag 2026-05-18, den gælder for: 2",
        "Åbne sager i alt: 2",
        "1 sager, 0 fejl.",
    ):
        assert words in result.output
    assert "Åse" not in result.output


def test_a_trial_that_stands_on_what_is_only_remembered_is_named(draft: Path) -> None:
    path = written(draft, ("status: draft", "status: approved"), ("grade: A\nda", "grade: C\nda"))
    assert "LM-1 har kildegrad C og må ikke gælde." in check(path).output


def test_without_a_key_file_one_sentence_says_where_and_what_to_do(tmp_path: Path) -> None:
    command = "from staasted.cli.main import run; run()"
    keys = tmp_path / "keys.json"
    done = subprocess.run(
        [sys.executable, "-c", command, "trials", "check", str(tmp_path / "draft.yaml")],
        env={**os.environ, "STAASTED_KEY_FILE": str(keys), "STAASTED_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith(f"Der er ingen nøglefil i {keys}")
    assert "staasted keys create" in sentence


def test_a_draft_changes_nothing_by_being_checked(draft: Path) -> None:
    before = set(catalog().trials)
    check(draft)
    assert set(catalog().trials) == before
    assert not TrialAct.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("status: breach}", "status: met}", "LM-F.status skulle være met, men er breach."),
        ("lives_in: viborg", "lives_in: viborgg", "Mente du viborg?"),
        ("      LM-F: {due: 2026-08-04, status: breach}\n", "", "LM-F har ingen sag."),
        ("[conversations.first]", "[conversations.frist]", "linjen conversations.frist"),
        ("only: [conversations]", "only: [konversations]", "linjen konversations"),
        ("    act: LAB", "    when: {told: in_a_trial}\n    act: LAB", "spørger om in_a_trial"),
        (
            "cites: BEK 1184/2019",
            "cites: BEK 9184/2019",
            "BEK 9184/2019, som ikke står",
        ),
        ("    act: LAB", "    excludes: [{groups: [job_redy]}]\n    act: LAB", "nævner job_redy"),
        ("clock: same_benefit", "clock: same_benefits", "uret same_benefits"),
        ("      LM-F:", "      V5-KU-1:", "V5-KU-1 findes to gange."),
        ("  LM-1:", "  V5-OT-1:", "V5-OT-1 findes to gange."),
        ("[cash_benefit_job_ready]", "[job_ready]", "nævner job_ready"),
        ("municipalities: [viborg]", "municipalities: []", "LM-1 gælder ingen"),
        ("    mode: waive", "    from_on: 2026-01-01\n    mode: waive", "uden for forsøgets egne"),
        ("to_on: 2028-12-31", "to_on: 2026-04-01", "slutter 2026-04-01, før den begynder"),
        ("slug: letter_of_monday", "slug: demo_average", "demo_average findes i forvejen"),
    ],
)
def test_what_is_wrong_with_a_draft_is_named(draft: Path, old: str, new: str, told: str) -> None:
    if "demo_average" in new and "demo_average" not in catalog().trials:
        new, told = old, "1 sager, 0 fejl."  # a catalogue without trials has no such name
    result = check(written(draft, (old, new)))
    assert told in result.output
    assert result.exit_code == (1 if new != old else 0)


def test_sections_no_rule_rests_on_are_worth_a_second_look_and_no_fault(draft: Path) -> None:
    path = written(draft, ('["§ 31, stk. 1 og 3"]', '["§ 31, stk. 1 og 3", "§ 331"]'))
    result = check(path)
    assert "LM-1 nævner § 331, som ingen regel hviler på." in result.output
    assert result.exit_code == 0


def test_a_part_that_lifts_nothing_is_worth_a_second_look(draft: Path) -> None:
    path = written(draft, ('["§ 31, stk. 1 og 3"]', '["§ 331"]'))
    assert "LM-1 fritager ikke fra nogen regel." in check(path).output


@pytest.mark.parametrize(
    ("relax", "told", "code"),
    [
        ("{V5-OT-1: {within: {months: 9}}}", "frist er 9 måneder i stedet for 6 måneder", 0),
        ("{V5-OT-1: {number: 2}}", "antal er 2 i stedet for 4", 0),
        ("{V5-OT-1: {number: 5}}", "asks for more than the law does", 1),
        ("{V5-OT-1: {number: [5]}}", "kan ikke bruges", 1),
        ("{V99: {number: 1}}", "V99 is no rule of the law", 1),
        ("{V4-ALL-1: {number: 2}}", "lemper V4-ALL-1, som ikke gælder", 1),
    ],
)
def test_a_relaxed_rule_is_told_before_and_after(
    draft: Path, relax: str, told: str, code: int
) -> None:
    content = re.sub(r"    adds:.*?(?=    da: \{freed)", "", DRAFT, flags=re.DOTALL)
    content = content.replace("mode: waive", f"mode: relax\n    relax: {relax}")
    draft.write_text(content.partition("cases:")[0], encoding="utf-8")
    result = check(draft)
    assert told in result.output
    assert result.exit_code == code, result.output


def test_conditions_and_exclusions_and_averages_are_told_in_words(draft: Path) -> None:
    average = """average
    when: {all: [{told: in_trial}, {any: [{age_below: 30}, {not: {has_run: {months: 1}}}]}]}
    excludes: [{municipalities: [aadal], groups: [cash_benefit_job_ready], to_on: 2027-06-30}]
    condition: {baseline: observed, period: {weeks: 26}, tolerance: 0.1, LEVELS}
    counts: {forms: [group], channels: [letter], held_by: [mentor], most: 0.25}"""
    levels = "levels: {cash_benefit_job_ready: 3.5}, efforts: [conversations, offers]"
    path = written(draft, ("mode: waive", f"mode: {average.replace('LEVELS', levels)}"))
    told = check(path).output
    for words in (
        "oplyst og (under 30 år eller ikke: der er gået mere end 1 måned)",
        "Ikke med: Jobparate på kontanthjælp i Ådal til og med 2027-06-30",
        "af samtaler og tilbud er mindst niveauet fra før. Det måles over 26 uger ad gangen.",
        "Det må ligge 10 % lavere.",
        "Jobparate på kontanthjælp: 3.5 samtaler for hver borger",
        "gruppesamtale, brev, samtale med en mentor. Højst 25 %",
        "den højst gælder for",
    ):
        assert words in told


def test_a_draft_in_the_way_of_a_trial_that_stands_names_both(draft: Path, tmp_path: Path) -> None:
    with own_folder(tmp_path / "own", OTHER.replace("status: draft", "status: approved")):
        result = check(draft)
        assert result.exit_code == 1
        for words in ("Aftalte samtaler (LM-1)", "Andre samtaler (SE-1)"):
            assert words in result.output
        ranked = written(draft, ("grade: A\nda", "grade: A\nrank: 1\nda"))
        assert check(ranked).exit_code == 0


def test_a_refused_trial_lies_on_top_of_nothing(draft: Path, place: Town) -> None:
    result = check(written(draft, ("status: draft", "status: refused")))
    assert "gælder ikke for nogen" in result.output
    assert "V5-OT-1.status skulle være lifted" in result.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "Kan ikke læses"),
        ("[1, 2]", "Kan ikke læses"),
        ("slug: [", "YAML"),
        ("a: " + "[" * 60 + "]" * 60, "levels inside each other"),
        (DRAFT.replace("[viborg]", "[atlantis]"), "atlantis is no municipality"),
        (DRAFT.replace("[viborg]", "3"), "municipalities"),
        (DRAFT.replace("mode: waive", "mode: sometimes"), "mode"),
        (DRAFT.replace("    act: LAB", "    act: LAB\n    when: {elapsed: {}}"), "Kan ikke læses"),
        (DRAFT.replace("    act: LAB", "    act: LAB\n    when: {held: 3}"), "Kan ikke læses"),
        (DRAFT.replace("§ 31, stk. 1 og 3", "kapitel 7"), "kapitel 7"),
        (DRAFT.replace("months: 3}", "months: -1}"), "is below 0"),
        (DRAFT.replace("to_on: 2028-12-31", "to_on: 9999-12-31"), "2200-12-31"),
        (
            DRAFT.partition("cases:")[0] + "cases: [{name: x, on: 2026-01-01, expect: 3}]",
            "Kan ikke læses",
        ),
        (DRAFT.partition("cases:")[0] + "cases: [3]", "Kan ikke læses"),
        ("# " + "x" * 1_000_001, "at most 1000000 are read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(
    draft: Path, content: str, told: str
) -> None:
    draft.write_text(content, encoding="utf-8")
    result = check(draft)
    assert result.exit_code == 1
    assert told in result.output
    assert isinstance(result.exception, SystemExit)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path, db: None) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        result = check(path)
        assert result.exit_code == 1
        assert "Kan ikke læses" in result.output
        assert isinstance(result.exception, SystemExit)
