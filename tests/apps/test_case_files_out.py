"""What leaves for the case system as a file, and the file of its keys."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import reading
from staasted.apps.case_system.keys import signing_key_make
from staasted.apps.case_system.services import event_write
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.conversations.outward import conversation_told
from staasted.apps.org.sealing import cpr_open
from staasted.cli.cases import csv_of
from staasted.cli.main import app
from staasted.config.environment import Environment
from staasted.core.errors import DomainError
from tests.happenings import hold, utc
from tests.inviting import who_books
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def held(ase: Citizen, place: Town) -> Conversation:
    """A conversation that was held and closed by her coach."""
    return hold(ase, place.karen, utc(2026, 5, 11, 8), channel="phone")


def test_a_file_that_is_no_key_file_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    for written in ("{}", "[]", "nothing", '{"current": "a", "keys": {"a": "00"}}'):
        file.write_text(written, encoding="utf-8")
        with pytest.raises(DomainError, match="signing_keys_unreadable"):
            signing_key_make(file)
        assert file.read_text(encoding="utf-8") == written


def test_the_file_has_a_row_for_each_event_no_formula_and_a_number_on_asking_alone(
    place: Town, ase: Citizen
) -> None:
    closed = held(ase, place)
    closed.note = '=HYPERLINK("http://example.test")'
    event_write(ase, conversation_told(closed))
    person = ase.person
    number = cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id)
    for with_cpr in (False, True):
        with reading(actor=OPERATOR, purpose="fagsystem", page="cases export", at=NOON):
            written = csv_of(date(2026, 5, 1), MONDAY, with_cpr=with_cpr).decode("utf-8-sig")
        *_, first, second = csv.DictReader(StringIO(written), delimiter=";")
        assert first["subject"] == second["subject"]
        assert (first["version"], second["version"]) == ("1", "2")
        assert second["note"].startswith("'=")
        assert (number in written) is with_cpr
        assert person.name not in written
    with reading(actor=OPERATOR, purpose="fagsystem", page="cases export", at=NOON):
        nothing = csv_of(date(2020, 1, 1), date(2020, 1, 2), with_cpr=False).decode("utf-8-sig")
    assert len(nothing.splitlines()) == 1


def test_the_command_writes_the_file_and_the_citizen_can_see_it_was_read(
    place: Town, ase: Citizen, tmp_path: Path
) -> None:
    held(ase, place)
    file = tmp_path / "cases.csv"
    days = ["--from", "2026-05-01", "--to", "2026-05-31", "--purpose", "fagsystem"]
    done = CliRunner().invoke(app, ["cases", "export", str(file), *days])
    assert done.exit_code == 0, done.output
    assert "conversation" in file.read_text(encoding="utf-8-sig")
    assert file.stat().st_mode & 0o077 == 0
    assert ReadLog.objects.filter(purpose="fagsystem").exists()


def test_only_a_secret_address_is_taken() -> None:
    assert Environment(case_system_url="https://case.example/in").case_system_url
    for address in ("http://case.example/in", "ftp://case.example", "case.example"):
        with pytest.raises(ValidationError):
            Environment(case_system_url=address)
