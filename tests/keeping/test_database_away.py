"""While the database is away every command says so, in one sentence and without a trace."""

from pathlib import Path

import pytest
from django.db import connection

from tests.installation import Installation, free_port

pytestmark = pytest.mark.django_db

COMMANDS = (
    ("check",),
    ("serve",),
    ("worker", "--once"),
    ("migrate",),
    ("log", "verify"),
    ("log", "seal"),
    ("staff", "renew", "--local", "kho"),
    ("rules", "due", "--on", "2026-05-18", "--purpose", "klage"),
    ("rules", "explain", "2222222222", "--on", "2026-05-18", "--purpose", "klage"),
    ("keys", "list"),
    ("backup", "list"),
)


@pytest.fixture
def away(place: Installation) -> Installation:
    """An installation whose database does not answer: a server nobody started, or no file."""
    if place.database_url:
        host = place.database_url.rpartition("@")[0]
        there = Installation(place.folder, f"{host}@127.0.0.1:{free_port()}/away")
    else:
        there = Installation(place.folder, f"sqlite:///{place.folder}/no/such/folder.sqlite3")
    return there


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_a_command_says_that_the_database_is_away(
    away: Installation, words: tuple[str, ...]
) -> None:
    if words == ("migrate",) and connection.vendor == "sqlite":
        return  # SQLite's file is made where there is none
    assert "Databasen svarer ikke" in away.refused(*words)


def test_a_backup_is_not_begun(away: Installation, folder: Path) -> None:
    assert "Databasen svarer ikke" in away.refused("backup", folder)
    assert not folder.exists() or list(folder.glob("staasted-*")) == []


def test_a_database_without_its_tables_is_told_from_one_that_is_away(
    elsewhere: Installation,
) -> None:
    elsewhere.fine("keys", "create")
    assert "staasted migrate" in elsewhere.refused("log", "verify")
