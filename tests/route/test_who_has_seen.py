"""A citizen sees who has read their case, whatever was written as the reason."""

import html
from pathlib import Path

import pytest
from typer.testing import CliRunner

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.catalog.texts import text
from staasted.cli.export import app as export
from staasted.cli.rules import app as rules
from staasted.cli.trials import app as trials
from tests import town
from tests.browsing import Browser
from tests.town import NOON, Town

SEEN = "/mit-forloeb/hvem-har-set-min-sag/"
TYPED = "aktindsigt <b>nr. {7}</b>"
ASKS_WHO = "en_plan_contact"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def seen(case: Citizen) -> str:
    """The citizen's page, as it is sent."""
    return Browser(case.person).get(SEEN)


@pytest.mark.parametrize("kind", ["caseload", "conversations", "offers", "citizen"])
def test_what_was_typed_as_the_reason_of_an_export_stands_as_written(
    place: Town, ase: Citizen, kind: str, tmp_path: Path
) -> None:
    words = ["citizen", ase.public_id, "--out", str(tmp_path)]
    if kind != "citizen":
        words = [kind, str(tmp_path / "out.csv")]
    done = CliRunner().invoke(export, [*words, "--purpose", TYPED])
    assert done.exit_code == 0, done.output
    page = seen(ase)
    if kind in ("caseload", "citizen"):  # nobody has a conversation or an offer to read
        assert "aktindsigt &lt;b&gt;nr. {7}&lt;/b&gt;" in page
    assert "<b>nr." not in page


def test_what_was_typed_as_the_reason_of_an_explanation_stands_as_written(ase: Citizen) -> None:
    for words in (["explain", ase.public_id], ["due"]):
        done = CliRunner().invoke(rules, [*words, "--on", "2026-05-18", "--purpose", TYPED])
        assert done.exit_code == 0, done.output
    assert seen(ase).count("aktindsigt &lt;b&gt;") == 1  # one day, one reason: one line


def test_the_commands_own_reasons_are_said_in_danish(ase: Citizen) -> None:
    for words in (["explain", ase.public_id], ["due"]):
        own = ["--purpose", f"rules {words[0]}"]  # as rows of before they asked have it
        done = CliRunner().invoke(rules, [*words, "--on", "2026-05-18", *own])
        assert done.exit_code == 0, done.output
    for act, day in (("enrol", "--from"), ("withdraw", "--to")):
        done = CliRunner().invoke(trials, [act, ASKS_WHO, ase.public_id, day, "2026-05-18"])
        assert done.exit_code == 0, done.output
    page = html.unescape(seen(ase))
    for code in ("rules_due", "rules_explain", "trials_enrolled", "trials_withdrawn"):
        assert text(f"citizen.seen.purpose.{code}") in page


def test_a_role_nobody_has_words_for_yet_breaks_no_page(ase: Citizen) -> None:
    ReadLog.objects.create(
        at=NOON,
        actor="abc",
        role="auditor",
        purpose="tilsyn",
        page="",
        citizens=f"|{ase.public_id}|",
    )
    assert "auditor" in seen(ase)
