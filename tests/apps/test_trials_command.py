"""``staasted trials``: list, show, approve, begin and stop, as somebody types them."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from typer.testing import CliRunner

from staasted.apps.trials.models import TrialAct
from staasted.catalog.loader import catalog
from staasted.cli.main import app
from tests.apps.trial_drafts import DRAFT, own_folder

BY = ("--by", "Birgitte Holm")
OTHER = (
    DRAFT.replace("letter_of_monday", "second").replace("LM-", "SE-").replace("Aftalte", "Andre")
)


def run(*words: str):
    return CliRunner().invoke(app, ["trials", *words])


@pytest.fixture(scope="module", autouse=True)
def _standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The draft lies in a folder of one's own."""
    with own_folder(tmp_path_factory.mktemp("own"), DRAFT):
        yield


def test_every_trial_is_listed_with_its_days_status_and_whether_it_runs(db: None) -> None:
    result = run("list", "--on", "2026-11-16")
    assert result.exit_code == 0, result.output
    line = "2026-05-01 – 2028-12-31  letter_of_monday  Aftalte samtaler: udkast, kører ikke"
    assert line in result.output
    assert len(result.output.splitlines()) == len(catalog().trials)


def test_the_list_as_data_follows_the_acts(db: None) -> None:
    run("approve", "letter_of_monday", "--on", "2026-05-18", *BY)
    run("begin", "letter_of_monday", "--on", "2026-06-01", *BY)

    def runs(day: str) -> object:
        told = {
            each["slug"]: each for each in json.loads(run("list", "--on", day, "--json").output)
        }
        return told["letter_of_monday"]["status"], told["letter_of_monday"]["runs"]

    assert runs("2026-05-31") == ("approved", False)
    assert runs("2026-06-01") == ("approved", True)


def test_one_trial_is_told_in_plain_danish(db: None) -> None:
    result = run("show", "letter_of_monday", "--on", "2026-11-16")
    assert result.exit_code == 0, result.output
    for words in (
        "Aftalte samtaler · letter_of_monday",
        "Status: udkast",
        "2026-11-16: kører ikke",
        "Kommuner: Viborg",
        "BEK 1184/2019 § 22 https://www.retsinformation.dk/eli/lta/2019/1184 (kildegrad A)",
        "LM-1 · det, der forfalder imens, skyldes ikke",
        "Målgrupper: Jobparate på kontanthjælp",
        "V5-OT-1 · Fire jobsamtaler i de første 6 måneder (LBK 280/2024 § 31, stk. 3)",
        "Står fast",
        "V4-KU-1 · ",
        "LM-F · Mindst hver tredje måned",
        "Mangler: adressen, hvor vedtægten kan læses",
        "Mangler: hvem der gav lov",
    ):
        assert words in result.output


def test_what_has_been_done_about_it_is_told_with_day_name_and_reason(db: None) -> None:
    approved = run(
        "approve", "letter_of_monday", "--on", "2026-05-18", *BY, "--reason", "Brev af 11. maj."
    )
    assert "Aftalte samtaler er godkendt 2026-05-18 af Birgitte Holm." in approved.output
    begun = run("begin", "letter_of_monday", "--on", "2026-06-01", *BY)
    assert begun.output == "Aftalte samtaler er startet 2026-06-01 af Birgitte Holm.\n"
    stopped = run("stop", "letter_of_monday", "--on", "2026-12-01", *BY)
    assert "2026-12-01 er den første dag uden." in stopped.output
    told = run("show", "letter_of_monday").output
    for words in (
        "Godkendt 2026-05-18 af Birgitte Holm: Brev af 11. maj.",
        "Startet 2026-06-01 af Birgitte Holm.",
        "Stoppet 2026-12-01 af Birgitte Holm.",
        "Kører her fra 2026-06-01 til 2026-11-30.",
    ):
        assert words in told


def test_the_same_as_data(db: None) -> None:
    run("approve", "letter_of_monday", "--on", "2026-05-18", *BY)
    run("begin", "letter_of_monday", "--on", "2026-06-01", *BY)
    told = json.loads(run("show", "letter_of_monday", "--json").output)
    assert [act["kind"] for act in told["acts"]] == ["approved", "begun"]
    (part,) = told["parts"]
    assert part["runs_here"] == ["2026-06-01", "2028-12-31"]
    assert "V5-OT-1" in [each["rule"] for each in part["lifts"]]
    assert "V4-KU-1" in [each["rule"] for each in part["keeps"]]
    assert [each["rule"] for each in part["adds"]] == ["LM-F"]
    assert told["source"]["eli"].endswith("/2019/1184")


def test_every_trial_of_the_catalogue_can_be_told(db: None) -> None:
    for slug in catalog().trials:
        assert run("show", slug).exit_code == 0
        assert json.loads(run("show", slug, "--json").output)["slug"] == slug


@pytest.mark.parametrize("command", ["show", "approve", "begin", "stop"])
def test_a_trial_nobody_knows_is_refused_with_those_there_are(db: None, command: str) -> None:
    act = () if command == "show" else ("--on", "2026-06-01", *BY)
    result = run(command, "nowhere", *act)
    assert result.exit_code == 1
    assert "Intet forsøg hedder nowhere." in result.output
    assert "letter_of_monday" in result.output


def test_a_refusal_says_what_why_and_what_to_do(db: None) -> None:
    result = run("begin", "letter_of_monday", "--on", "2026-06-01", *BY)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Aftalte samtaler blev ikke startet eller stoppet.",
        "Forsøget er ikke godkendt og startet her.",
        "Godkend det først.",
    ]
    for name in ("x" * 101, " "):
        nameless = run("approve", "letter_of_monday", "--on", "2026-06-01", "--by", name)
        assert nameless.exit_code == 1
        assert "Skriv navnet med højst 100 tegn." in nameless.output
    assert run("approve", "letter_of_monday", "--on", "tomorrow", *BY).exit_code == 2
    assert run("approve", "letter_of_monday", "--on", "2026-06-01").exit_code == 2
    assert not TrialAct.objects.exists()


def test_a_database_without_tables_is_named_with_what_to_run(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE trials_trialact")
    result = run("list")
    assert result.exit_code == 1
    assert "staasted migrate" in result.output
