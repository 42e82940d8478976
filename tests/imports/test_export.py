"""Everything about one citizen on the way out: with a purpose, logged, and for human eyes too."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.portrait import TABLES_OF_THE_HOUSE, UNTOLD
from staasted.apps.imports.services import caseload_import, conversations_import, offers_import
from staasted.apps.imports.tables import columns_in, label_of, relations_to
from staasted.apps.org.clock import clock
from staasted.apps.org.languages import language_choose
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.screening.models import ScreeningAnswers
from staasted.catalog.imports import FileKind
from staasted.catalog.language import Language
from staasted.catalog.texts import texts
from staasted.cli.export import app
from tests.imports.full import CASE, CONVERSATION, OFFER, sheet
from tests.imports.rows import number

TODAY = date(2026, 5, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Citizen:
    """Somebody about whom everything an import can tell is known."""
    staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))
    for service, kind, row in (
        (caseload_import, FileKind.CASELOAD, CASE),
        (conversations_import, FileKind.CONVERSATIONS, CONVERSATION),
        (offers_import, FileKind.OFFERS, OFFER),
    ):
        service(actor=OPERATOR, content=sheet(kind, row), file_name="x.csv", today=TODAY)
    return Citizen.objects.get()


def run(*words: str, purpose: str = "access request"):
    """The command with a purpose."""
    return CliRunner().invoke(app, [*words, "--purpose", purpose])


def test_everything_about_a_citizen_is_written_twice_and_logged(case, tmp_path):
    result = run("citizen", case.public_id, "--out", str(tmp_path))
    assert result.exit_code == 0, result.output
    told = json.loads((tmp_path / f"{case.public_id}.json").read_text())
    assert told["org.person"][0]["name"] == "Åse Ørsted"
    assert told["spells"] == [{"starts_on": "2026-01-05", "ends_on": "2026-04-30"}]
    assert told["citizens.counsellorassignment"][0]["counsellor"] == "Mette Holm"
    readable = (tmp_path / f"{case.public_id}.txt").read_text()
    for words in ("Alt, vi ved om dig", "Navn: Åse Ørsted", "Fra: 05-01-2026", "Bageriet"):
        assert words in readable
    log = ReadLog.objects.get()
    assert (log.purpose, log.page, log.role) == ("access request", "export citizen", "operator")
    assert log.citizens == f"|{case.public_id}|"


def test_the_copy_is_written_in_the_language_the_citizen_has_chosen(case, tmp_path):
    language_choose(person=case.person, language=Language.ENGLISH)
    run("citizen", case.public_id, "--out", str(tmp_path))
    readable = (tmp_path / f"{case.public_id}.txt").read_text()
    for words in ("Everything we know about you", "Name: Åse Ørsted", "From: 05-01-2026"):
        assert words in readable


def test_the_number_is_written_only_when_it_is_asked_for(case, tmp_path):
    digits = number(1).replace("-", "")
    run("citizen", case.public_id, "--out", str(tmp_path))
    written = "".join(path.read_text() for path in tmp_path.iterdir())
    assert digits not in written
    (tmp_path / "with").mkdir()
    run("citizen", case.public_id, "--out", str(tmp_path / "with"), "--with-cpr")
    assert digits in (tmp_path / "with" / f"{case.public_id}.json").read_text()


def test_answers_that_are_not_shared_stay_with_the_citizen(case, tmp_path):
    for shared in (None, clock.now()):
        ScreeningAnswers.objects.create(
            citizen=case,
            instrument="start",
            version=1,
            answers={"mood": f"answer {shared}"},
            given_at=clock.now() - timedelta(hours=1),
            shared_at=shared,
        )
    run("citizen", case.public_id, "--out", str(tmp_path))
    kept, shared = json.loads((tmp_path / f"{case.public_id}.json").read_text())[
        "screening.screeninganswers"
    ]
    assert "answers" not in kept
    assert "answers" in shared
    assert "Dine svar er dine" in (tmp_path / f"{case.public_id}.txt").read_text()


@pytest.mark.parametrize("purpose", ["", "   ", "x" * 41])
def test_nothing_is_written_without_a_purpose(case, tmp_path, purpose):
    result = run("citizen", case.public_id, "--out", str(tmp_path), purpose=purpose)
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []
    assert not ReadLog.objects.exists()


def test_an_id_nobody_has_writes_nothing(tmp_path):
    assert run("citizen", "nobody", "--out", str(tmp_path)).exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["caseload", "conversations", "offers"])
def test_a_file_is_written_for_its_owner_alone_and_never_over_another(case, tmp_path, kind):
    path = tmp_path / "out.csv"
    assert run(kind, str(path)).exit_code == 0
    assert path.stat().st_mode & 0o077 == 0
    written = path.read_bytes()
    assert run(kind, str(path)).exit_code == 1
    assert path.read_bytes() == written


def test_every_table_and_column_about_a_citizen_has_words():
    models = [Citizen, Person, *(each.related_model for each in relations_to(Citizen))]
    for model in models:
        label = label_of(model)
        if label in TABLES_OF_THE_HOUSE:
            continue
        assert f"imports.portrait.table.{label.replace('.', '_')}" in texts()
        for field in columns_in(model):
            if field.name not in UNTOLD:
                assert f"imports.portrait.fact.{field.name}" in texts(), (label, field.name)
