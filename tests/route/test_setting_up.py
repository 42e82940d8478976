"""``staasted init``: an empty installation made ready, and nothing that is there touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from staasted.apps.audit.actor import Role
from staasted.apps.org.models import Person, RoleGrant
from staasted.apps.org.services import person_register
from staasted.cli.keys import key_path
from staasted.cli.main import app
from tests.files import administrator
from tests.town import build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_keys() -> Iterator[Path]:
    """The key file put aside for a while."""
    path, aside = key_path(), key_path().with_suffix(".aside")
    path.rename(aside)
    yield path
    aside.replace(path)


def init(*words: str, typed: str = "") -> tuple[int, str]:
    outcome = CliRunner().invoke(app, ["init", *words], input=typed)
    return outcome.exit_code, outcome.output


ULLA = ("--name", "Ulla Nør", "--email", "ulla@by.example")


def test_the_first_administrator_is_made_and_the_next_steps_are_said() -> None:
    code, said = init(*ULLA)
    ulla = Person.objects.get()
    assert code == 0
    assert RoleGrant.objects.get(person=ulla).role == Role.ADMINISTRATOR
    for step in (ulla.public_id, "staasted serve", "staasted worker", "Medarbejdere", "Sæt log-in"):
        assert step in said


def test_what_was_not_given_is_asked_for() -> None:
    code, said = init(typed="Ulla Nør\nulla@by.example\n")
    assert code == 0
    assert "Den første administrators navn" in said
    assert Person.objects.get().email == "ulla@by.example"


def test_doing_it_again_adds_nobody_and_touches_no_key() -> None:
    before = key_path().read_bytes()
    init(*ULLA)
    code, said = init("--name", "Per Nør", "--email", "per@by.example")
    assert code == 0
    assert "Ingen er tilføjet" in said
    assert Person.objects.count() == 1
    assert key_path().read_bytes() == before


def test_without_a_key_file_an_empty_database_gets_one(no_keys: Path) -> None:
    code, said = init(*ULLA)
    assert code == 0
    assert "Nøglefilen ligger nu" in said
    assert no_keys.exists()


def test_a_database_with_people_gets_no_new_key(no_keys: Path) -> None:
    administrator("Ulla Nør")
    code, said = init(*ULLA)
    assert code == 1
    assert "installationens egen nøglefil" in said
    assert not no_keys.exists()


def test_a_demo_is_left_alone() -> None:
    build_town()
    people = Person.objects.count()
    code, said = init(*ULLA)
    assert (code, Person.objects.count()) == (1, people)
    assert "er en demo" in said


def test_without_a_name_nothing_is_made() -> None:
    code, _ = init("--name", "  ", "--email", "")
    assert code == 1
    assert not Person.objects.exists()


def test_somebody_who_is_not_an_administrator_does_not_stand_in_the_way() -> None:
    person_register(name="En Borger", email="ulla@by.example")
    code, _ = init(*ULLA)
    assert code == 0
    assert RoleGrant.objects.get(role=Role.ADMINISTRATOR).person.name == "Ulla Nør"
