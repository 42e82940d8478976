"""``staasted staff add``: a bare installation gets somebody who can be coach."""

import pytest
from typer.testing import CliRunner

from staasted.apps.audit.actor import Role
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import staff_in_role
from staasted.cli.main import app
from tests.town import MONDAY

pytestmark = pytest.mark.django_db


def add(*words: str) -> tuple[int, str]:
    outcome = CliRunner().invoke(app, ["staff", "add", *words])
    return outcome.exit_code, outcome.output


def test_a_counsellor_is_added_and_the_public_id_is_printed() -> None:
    code, said = add(
        "--name", "Karen Østergård", "--email", "ko@by.example", "--role", "counsellor"
    )
    karen = Person.objects.get()
    assert code == 0
    assert karen.public_id in said
    assert (karen.name, karen.email) == ("Karen Østergård", "ko@by.example")
    assert staff_in_role(role=Role.COUNSELLOR, on=MONDAY) == [karen]


def test_somebody_can_be_both_coach_and_lead() -> None:
    add("--name", "Britt Begge", "--role", "lead", "--role", "counsellor", "--role", "lead")
    britt = Person.objects.get()
    assert sorted(britt.roles.values_list("role", flat=True)) == ["counsellor", "lead"]


@pytest.mark.parametrize(
    "words",
    [
        ("--name", "Karen"),
        ("--name", "Karen", "--role", "citizen"),
        ("--name", "  ", "--role", "lead"),
    ],
)
def test_without_a_name_or_a_staff_role_nobody_is_added(words: tuple[str, ...]) -> None:
    code, _ = add(*words)
    assert code != 0
    assert not Person.objects.exists()
