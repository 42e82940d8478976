"""What an installation holds, read by a way of the tests' own and not by the backup's."""

import json

from tests.installation import Installation

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
NEXT_ID = """
from staasted.apps.org.services import person_register
from staasted.apps.org.models import Person
highest = Person.objects.latest("pk").pk
print(person_register(name="Ny").pk > highest)
"""


def everything(place: Installation) -> dict[str, list[str]]:
    """Every table there is, every row of it."""
    listed = place.query(TABLES["postgresql" if place.database_url else "sqlite"])
    found = {
        str(table): sorted(repr(row) for row in place.query(f'SELECT * FROM "{table}"'))
        for (table,) in listed
    }
    assert len(found) > 25
    return found


def told_apart(held: dict[str, list[str]]) -> int:
    """Take the messages out, and say how many: a restore lets somebody decide about each."""
    return len(held.pop("outbox_message"))


def files(place: Installation) -> dict[str, bytes]:
    """The waiting files by name."""
    return {path.name: path.read_bytes() for path in sorted(place.uploads.glob("*"))}


def record(place: Installation, act: str) -> list[dict[str, object]]:
    """The facts of one kind of act, oldest first."""
    rows = place.query(f"SELECT facts FROM audit_actlog WHERE act = '{act}' ORDER BY id")
    return [json.loads(facts) if isinstance(facts, str) else facts for (facts,) in rows]
