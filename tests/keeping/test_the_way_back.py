"""An upgrade has a way back that loses nothing, on both databases."""

from pathlib import Path

import pytest

from staasted.apps.backups.manifest import manifest_read
from tests.installation import Installation
from tests.keeping.contents import everything, files, record, told_apart

pytestmark = pytest.mark.django_db

# The tables as an earlier release had them: migrations taken back, with the town in them. A guard
# of another table reads one of those that change.
AS_BEFORE = """
from django.core.management import call_command
call_command("migrate", "trials", "0001_first", verbosity=0)
call_command("migrate", "citizens", "0010_assignment_reason", verbosity=0)
"""
LATEST = "SELECT name FROM django_migrations WHERE app = 'trials' ORDER BY name DESC LIMIT 1"


@pytest.fixture
def earlier(lived_in: Installation) -> Installation:
    """A town on the tables of an earlier release."""
    lived_in.python(AS_BEFORE)
    assert lived_in.query(LATEST) == [("0001_first",)]
    return lived_in


def test_no_table_is_changed_before_there_is_a_way_back(earlier: Installation) -> None:
    before = everything(earlier)
    assert "staasted migrate --backup" in earlier.refused("migrate")
    assert everything(earlier) == before


def test_back_from_an_upgrade_every_table_and_file_is_what_it_was_before_it(
    earlier: Installation, folder: Path
) -> None:
    before, waiting = everything(earlier), files(earlier)
    earlier.fine("migrate", "--backup", folder)
    assert earlier.query(LATEST) != [("0001_first",)]
    (upgrade,), (made,) = record(earlier, "upgrade"), record(earlier, "backup_make")
    assert upgrade["backup"] == made["name"]
    earlier.fine("staff", "add", "--name", "Kom Til Efter", "--role", "lead")
    (backup,) = (path for path in folder.iterdir() if path.is_dir())

    assert "staasted migrate --backup" in earlier.fine("restore", backup, "--replace")
    after = everything(earlier)
    extra = set(after.pop("audit_actlog")) - set(before.pop("audit_actlog"))
    assert all("backup_restore" in row for row in extra)
    assert told_apart(before) == told_apart(after)
    assert after == before, "tables, rows and the list of migrations"
    assert files(earlier) == waiting
    assert manifest_read(backup).database.tables.keys() >= after.keys()


def test_the_same_upgrade_can_be_made_again_after_going_back(
    earlier: Installation, folder: Path
) -> None:
    earlier.fine("migrate", "--backup", folder)
    (backup,) = (path for path in folder.iterdir() if path.is_dir())
    upgraded = everything(earlier)
    earlier.fine("restore", backup, "--replace")
    earlier.fine("migrate", "--backup", folder)
    assert everything(earlier).keys() == upgraded.keys()
    assert earlier.stands()


def test_a_database_with_nobody_in_it_is_brought_up_without_more_ado(place: Installation) -> None:
    place.python(AS_BEFORE)
    place.fine("migrate")
    assert place.query(LATEST) != [("0001_first",)]


def test_whoever_has_a_way_back_of_their_own_can_say_so(earlier: Installation) -> None:
    earlier.fine("migrate", "--without-backup")
    assert earlier.query(LATEST) != [("0001_first",)]
