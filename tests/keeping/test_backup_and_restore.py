"""A backup is proved by restoring it: every table, every row, every file, on both databases."""

import json
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from staasted.apps.backups.manifest import MANIFEST, Manifest, manifest_bytes, manifest_read
from staasted.apps.org.keyring import keyring
from tests.installation import Installation, running
from tests.keeping.contents import NEXT_ID, everything, files, record, told_apart

pytestmark = pytest.mark.django_db

ADD_PEOPLE = """
from staasted.apps.org.services import staff_register
from staasted.apps.audit.actor import Role
from datetime import date
while True:
    staff_register(name="Nogen", roles=[Role.LEAD], from_on=date(2026, 1, 1))
"""


def backups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def test_restored_elsewhere_every_table_and_every_file_is_what_it_was(
    lived_in: Installation, elsewhere: Installation, folder: Path, key_copies: Path
) -> None:
    before, waiting = everything(lived_in), files(lived_in)
    lived_in.fine("backup", folder, "--keys-to", key_copies)
    (backup,), (keys,) = backups(folder), list(key_copies.iterdir())

    said = elsewhere.fine("restore", backup, "--keys", keys)
    after = everything(elsewhere)
    added = set(after["audit_actlog"]) - set(before["audit_actlog"])
    assert len(added) == 1, "the restored log says that it was restored"
    assert "backup_restore" in added.pop()
    del before["audit_actlog"], after["audit_actlog"]
    assert told_apart(before) == told_apart(after)
    assert after == before
    assert sum(map(bool, before.values())) >= 20, "too few tables hold anything"
    assert waiting
    assert files(elsewhere) == waiting
    assert elsewhere.keys.read_bytes() == lived_in.keys.read_bytes()
    assert "alle er ens" in said
    assert elsewhere.stands()
    assert elsewhere.python(NEXT_ID).strip() == "True"


def test_a_backup_is_for_its_owners_eyes_and_leaves_the_keys_out(
    lived_in: Installation, folder: Path
) -> None:
    said = lived_in.fine("backup", folder)
    assert "Nøglefilen er ikke med" in said
    (backup,) = backups(folder)
    for path in (backup, *backup.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    held = json.loads(lived_in.keys.read_text())
    secrets = [*held["keys"].values(), held["lookup"], held["django"]]
    written = b"".join(path.read_bytes() for path in backup.iterdir())
    assert [secret for secret in secrets if secret.encode() in written] == []


@pytest.mark.parametrize("inside", [".", "keys"])
def test_keys_beside_the_backups_are_refused(
    place: Installation, folder: Path, inside: str
) -> None:
    assert "må ikke ligge sammen" in place.refused("backup", folder, "--keys-to", folder / inside)
    assert not folder.exists()
    assert "må ikke ligge sammen" in place.refused("backup", place.folder)


def test_the_manifest_says_what_lies_there(lived_in: Installation, folder: Path) -> None:
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    manifest = manifest_read(backup)
    assert manifest.release == "0.1.0"
    assert manifest.key_ids == ("k1",)
    assert "org.0001_first" in manifest.database.migrations
    counts = {table: state.rows for table, state in manifest.database.tables.items()}
    held = {table: len(rows) for table, rows in everything(lived_in).items()}
    assert counts["audit_actlog"] == held.pop("audit_actlog") - 1, "its own line comes afterwards"
    assert held.items() <= counts.items()


def test_only_the_newest_are_kept_with_their_keys(
    place: Installation, folder: Path, key_copies: Path
) -> None:
    for _ in range(3):
        place.fine("backup", folder, "--keys-to", key_copies, "--keep", 2)
    assert len(backups(folder)) == 2
    kept = sorted(f"{path.name}.keys.json" for path in backups(folder))
    assert sorted(path.name for path in key_copies.iterdir()) == kept
    made = record(place, "backup_make")
    assert len(made) == 3
    assert all(act["bytes"] and act["made_at"] and act["keys"] for act in made)


def test_a_drill_restores_aside_compares_every_table_and_leaves_a_dated_record(
    lived_in: Installation, folder: Path
) -> None:
    said = lived_in.fine("backup", folder, "--drill")
    assert "Prøven er noteret" in said
    (backup,) = backups(folder)
    before = everything(lived_in)
    assert "Prøven er noteret" in lived_in.fine("restore", backup, "--drill")
    after = everything(lived_in)
    assert len(after.pop("audit_actlog")) == len(before.pop("audit_actlog")) + 1
    assert after == before
    first, second = record(lived_in, "backup_drill")
    assert first == second
    assert (first["equal"], first["different"], first["name"]) == (True, [], backup.name)
    assert first["tables"] == len(manifest_read(backup).database.tables)
    listed = lived_in.fine("backup", "list").splitlines()
    assert [line.split()[2] for line in listed] == ["prøvet", "prøvet", "taget"]


def promising_otherwise(backup: Path, keys: Path) -> None:
    """Let a backup promise another content of one table, under a seal that holds."""
    manifest = manifest_read(backup)
    tables = dict(manifest.database.tables)
    tables["org_person"] = tables["org_person"].model_copy(update={"digest": "0" * 64})
    database = manifest.database.model_copy(update={"tables": tables})
    said: Manifest = manifest.model_copy(update={"database": database}).sealed(keyring(keys))
    (backup / MANIFEST).write_bytes(manifest_bytes(said))


def test_a_drill_that_finds_a_difference_says_which_table_and_records_it(
    lived_in: Installation, folder: Path
) -> None:
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    promising_otherwise(backup, lived_in.keys)
    assert "org_person" in lived_in.refused("restore", backup, "--drill")
    (drill,) = record(lived_in, "backup_drill")
    assert (drill["equal"], drill["different"]) == (False, ["org_person"])
    assert "PRØVE FEJLET" in lived_in.fine("backup", "list")


def test_what_comes_out_otherwise_than_it_went_in_is_not_put_in_place(
    lived_in: Installation, folder: Path
) -> None:
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    promising_otherwise(backup, lived_in.keys)
    before, waiting = everything(lived_in), files(lived_in)
    assert "org_person" in lived_in.refused("restore", backup, "--replace")
    assert everything(lived_in) == before
    assert files(lived_in) == waiting


def test_a_database_that_holds_data_is_replaced_only_when_told(
    lived_in: Installation, folder: Path
) -> None:
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    before = everything(lived_in)
    lived_in.fine("staff", "add", "--name", "Ny Medarbejder", "--role", "lead")
    (lived_in.uploads / ("0" * 32)).write_bytes(b"")
    held = everything(lived_in)
    assert "--replace" in lived_in.refused("restore", backup)
    assert everything(lived_in) == held
    lived_in.fine("restore", backup, "--replace")
    after = everything(lived_in)
    assert after["org_person"] == before["org_person"]
    assert not (lived_in.uploads / ("0" * 32)).exists()
    assert lived_in.stands()


def test_nothing_is_replaced_while_others_use_the_database(
    lived_in: Installation, folder: Path
) -> None:
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    with connected(lived_in, seconds=100):
        assert "Andre bruger databasen" in lived_in.refused("restore", backup, "--replace")
    lived_in.fine("restore", backup, "--replace")


def test_a_connection_that_is_about_to_end_is_waited_for(
    lived_in: Installation, folder: Path
) -> None:
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    with connected(lived_in, seconds=4):
        lived_in.fine("restore", backup, "--replace")
    assert lived_in.stands()


@contextmanager
def connected(place: Installation, *, seconds: int) -> Iterator[None]:
    """Another process has the database open for so long."""
    code = (
        "import django; django.setup()\nfrom django.db import connection\n"
        "connection.ensure_connection(); connection.cursor().execute('SELECT 1 FROM org_person')\n"
        f"print('here', flush=True)\nimport time; time.sleep({seconds})"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code], env=place.surroundings(), stdout=subprocess.PIPE
    )
    with running(other):
        assert other.stdout
        assert other.stdout.readline() == b"here\n"
        yield
        other.stdout.close()


def test_a_backup_taken_while_others_write_is_whole_and_of_one_moment(
    place: Installation, folder: Path
) -> None:
    code = f"import django; django.setup()\n{ADD_PEOPLE}"
    writer = subprocess.Popen([sys.executable, "-c", code], env=place.surroundings())
    with running(writer):
        while not place.query("SELECT 1 FROM org_person"):
            time.sleep(0.1)
        place.fine("backup", folder, "--drill")
        assert writer.poll() is None
    (backup,) = backups(folder)
    tables = manifest_read(backup).database.tables
    assert tables["org_person"].rows == tables["org_rolegrant"].rows > 0
    assert tables["audit_actlog"].rows == tables["org_person"].rows


def test_a_restore_killed_at_any_moment_is_finished_by_the_next(
    lived_in: Installation, folder: Path
) -> None:
    before = everything(lived_in)
    lived_in.fine("backup", folder)
    (backup,) = backups(folder)
    for pause in (0.7, 0.9, 1.1, 1.3):
        process = lived_in.start("restore", backup, "--replace")
        time.sleep(pause)
        process.kill()
        process.wait()
    lived_in.fine("restore", backup, "--replace")
    after = everything(lived_in)
    before.pop("audit_actlog")
    after.pop("audit_actlog")
    assert told_apart(before) == told_apart(after)
    assert after == before
    assert [path.name for path in lived_in.folder.glob(".staasted*")] == []


def test_a_backup_killed_half_way_leaves_nothing_that_looks_like_one(
    lived_in: Installation, folder: Path
) -> None:
    for pause in (0.8, 1.2):
        process = lived_in.start("backup", folder)
        time.sleep(pause)
        process.kill()
        process.wait()
    lived_in.fine("backup", folder)
    for backup in backups(folder):
        assert manifest_read(backup).name == backup.name
        lived_in.fine("restore", backup, "--drill")
