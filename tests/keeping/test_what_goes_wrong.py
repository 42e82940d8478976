"""A backup or a restore that goes wrong half-way says where it stands, and loses nothing."""

from pathlib import Path

import pytest

from staasted.apps.backups.manifest import manifest_read
from tests.installation import Installation
from tests.keeping.contents import everything, files, record
from tests.keeping.test_backup_and_restore import backups, promising_otherwise

pytestmark = pytest.mark.django_db

ROTATED_BEFORE_THE_DUMP = """
from pathlib import Path
from staasted.apps.backups.engine import engine
from staasted.apps.backups.making import backup_make
from staasted.apps.org.rotation import keys_rotate
kind = type(engine())
dump = kind.dump
kind.dump = lambda held, folder: (keys_rotate(), dump(held, folder))[1]
backup_make(Path({folder!r}), keys_to=Path({keys!r}))
"""
KILLED_BEFORE_THE_OLD_IS_THROWN_OUT = """
import os
from pathlib import Path
from django.conf import settings
from staasted.apps.backups.checking import backup_check
from staasted.apps.backups.engine import engine
from staasted.apps.backups.restoring import backup_restore
type(engine()).throw_out = lambda held: os._exit(0)
backup = Path({backup!r})
manifest = backup_check(backup, keys=Path(settings.STAASTED.keys))
backup_restore(backup, manifest, replace=True, placed=lambda: None)
"""
NUMBERS = """
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import cpr_open
for row in Person.objects.exclude(cpr_lookup=None).order_by("pk"):
    print(cpr_open(cipher=row.cpr_cipher, key_id=row.cpr_key_id))
"""
A_LETTER = """
from datetime import timedelta
from django.db import transaction
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.services import Draft, message_write
Message.objects.all().delete()
person = Person.objects.exclude(cpr_lookup=None).earliest("pk")
Person.objects.filter(pk=person.pk).update(email="aase@staasted.example")
person.refresh_from_db()
until = clock.now() + timedelta(days=9)
with transaction.atomic():
    for matter, state in (("m1", "waiting"), ("m2", "sending"), ("m3", "sent")):
        draft = Draft(kind="booked", matter=matter, title="Emne", body="Tekst", until_at=until)
        told = message_write(person=person, draft=draft, now=clock.now())
        sent = clock.now() if state == "sent" else None
        tried = {"state": state, "attempted_at": clock.now(), "sent_at": sent}
        Message.objects.filter(pk=told.pk).update(**tried)
"""


def made(place: Installation, folder: Path, *words: object) -> Path:
    place.fine("backup", folder, *words)
    return max(backups(folder))


def test_where_the_waiting_files_cannot_lie_nothing_is_put_in_place(
    lived_in: Installation, elsewhere: Installation, folder: Path
) -> None:
    backup = made(lived_in, folder)
    elsewhere.uploads.write_bytes(b"in the way")
    said = elsewhere.refused("restore", backup, "--keys", lived_in.keys)
    assert "Intet halvt er blevet liggende" in said
    assert not elsewhere.keys.exists()
    elsewhere.uploads.unlink()
    elsewhere.fine("restore", backup, "--keys", lived_in.keys)


def test_what_fails_once_the_database_is_in_place_leaves_it_there_with_its_key_file(
    lived_in: Installation, elsewhere: Installation, folder: Path
) -> None:
    backup = made(lived_in, folder)
    elsewhere.fine("keys", "create")
    (waiting,) = files(lived_in)
    in_the_way = elsewhere.uploads / waiting / "something"
    in_the_way.mkdir(parents=True)
    said = elsewhere.refused("restore", backup, "--keys", lived_in.keys)
    assert "er på plads" in said
    assert "kør" in said.lower()
    assert elsewhere.keys.read_bytes() == lived_in.keys.read_bytes()
    assert everything(elsewhere)["org_person"] == everything(lived_in)["org_person"]
    assert elsewhere.python(NUMBERS) == lived_in.python(NUMBERS)

    in_the_way.rmdir()
    in_the_way.parent.rmdir()
    elsewhere.fine("restore", backup, "--replace")
    assert files(elsewhere) == files(lived_in)
    assert elsewhere.stands()


def test_a_backup_that_meets_a_rotation_is_opened_by_its_own_copy_of_the_key_file(
    lived_in: Installation, elsewhere: Installation, folder: Path, key_copies: Path
) -> None:
    numbers = lived_in.python(NUMBERS)
    words = {"folder": str(folder), "keys": str(key_copies)}
    lived_in.python(ROTATED_BEFORE_THE_DUMP.format(**words))
    (backup,), (keys,) = backups(folder), list(key_copies.iterdir())
    elsewhere.fine("restore", backup, "--keys", keys)
    assert elsewhere.python(NUMBERS) == numbers


def test_the_drill_of_a_new_backup_tries_the_copy_of_the_key_file(
    place: Installation, folder: Path, key_copies: Path
) -> None:
    said = place.fine("backup", folder, "--keys-to", key_copies, "--keep", 1, "--drill")
    assert "Prøven er noteret" in said
    assert len(record(place, "backup_drill")) == 1


def test_the_backup_just_made_is_never_deleted_for_an_older_one_with_a_later_name(
    place: Installation, folder: Path
) -> None:
    ahead = folder / "staasted-20990101T000000Z"
    first = made(place, folder)
    manifest = manifest_read(first)
    place.python(
        "from pathlib import Path\n"
        "from django.conf import settings\n"
        "from staasted.apps.backups.manifest import *\n"
        "from staasted.apps.org.keyring import keyring\n"
        f"backup = Path({str(first)!r})\n"
        f"told = manifest_read(backup).model_copy(update={{'name': {ahead.name!r}}})\n"
        "told = told.sealed(keyring(Path(settings.STAASTED.keys)))\n"
        "(backup / MANIFEST).write_bytes(manifest_bytes(told))"
    )
    first.rename(ahead)
    said = place.fine("backup", folder, "--keep", 1)
    (kept,) = backups(folder)
    assert kept.name in said
    assert kept.name != ahead.name
    assert manifest_read(kept).made_at >= manifest.made_at


def test_backups_of_another_installation_and_of_nobody_are_left_alone(
    place: Installation, elsewhere: Installation, folder: Path
) -> None:
    elsewhere.fine("keys", "create")
    elsewhere.fine("migrate")
    others = made(elsewhere, folder)
    nobodys = folder / "staasted-20200101T000000Z"
    nobodys.mkdir()
    for _ in range(2):
        place.fine("backup", folder, "--keep", 1)
    assert {others, nobodys} < set(backups(folder))
    assert len(backups(folder)) == 3


def test_a_backup_that_fails_its_trial_is_no_reason_to_delete_an_older_one(
    place: Installation, folder: Path
) -> None:
    first = made(place, folder)
    code = (
        "from pathlib import Path\n"
        "from staasted.apps.backups.engine import engine\n"
        "kind = type(engine())\n"
        "dump = kind.dump\n"
        "def other(held, folder):\n"
        "    state = dump(held, folder)\n"
        "    return state.model_copy(update={'schema_digest': '0' * 64})\n"
        "kind.dump = other\n"
        "from typer.testing import CliRunner\n"
        "from staasted.cli.main import app\n"
        f"words = ['backup', {str(folder)!r}, '--keep', '1', '--drill']\n"
        "print(CliRunner().invoke(app, words).exit_code)"
    )
    assert place.python(code).strip() == "1"
    assert first in backups(folder)


def test_what_waited_to_be_sent_when_the_backup_was_made_is_asked_about(
    lived_in: Installation, folder: Path
) -> None:
    lived_in.python(A_LETTER)
    backup = made(lived_in, folder)
    lived_in.fine("restore", backup, "--replace")
    states = lived_in.query("SELECT matter, state, failure FROM outbox_message ORDER BY matter")
    assert states == [
        ("m1", "unsure", "restored"),
        ("m2", "unsure", "restored"),
        ("m3", "sent", ""),
    ]
    (restored,) = record(lived_in, "backup_restore")
    assert restored["messages"] == 2


def test_a_restore_killed_before_the_old_is_thrown_out_is_told_and_loses_nothing(
    lived_in: Installation, folder: Path
) -> None:
    if not lived_in.database_url:
        return  # one renaming of a file has no such moment
    backup = made(lived_in, folder)
    lived_in.python(KILLED_BEFORE_THE_OLD_IS_THROWN_OUT.format(backup=str(backup)))
    told = lived_in.refused("check")
    assert "staasted_before_restore" in told
    assert "migrate" not in told
    assert lived_in.python(GUARDS).strip() == "[]"

    lived_in.fine("staff", "add", "--name", "Kom Til Efter", "--role", "lead")
    bad = made(lived_in, folder / "bad")
    promising_otherwise(bad, lived_in.keys)
    held = everything(lived_in)
    lived_in.refused("restore", bad, "--replace")
    assert everything(lived_in) == held, "what was written since is there still"

    lived_in.fine("restore", backup, "--replace")
    assert lived_in.stands()
    schemas = lived_in.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'staasted%'")
    assert schemas == []


GUARDS = """
from staasted.apps.audit.guarding import guards_check
print(guards_check(["default"]))
"""
