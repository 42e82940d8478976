"""A backup somebody has had their hands on is refused in a sentence, and nothing is written."""

import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from staasted.apps.backups.checking import backup_check, keys_in_place
from staasted.apps.backups.manifest import (
    MANIFEST,
    UPLOADS,
    file_state,
    manifest_bytes,
    manifest_read,
)
from staasted.apps.backups.refusing import BackupRefused
from staasted.apps.backups.upload_archive import uploads_packed
from staasted.apps.org.keyring import keyring, keyring_create
from tests.installation import Installation
from tests.keeping.contents import everything, files

pytestmark = pytest.mark.django_db
NAME = "a" * 32


@pytest.fixture(scope="session")
def model_backup(model_town: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that is in order, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("backups")
    with model_town.copied_to(tmp_path_factory.mktemp("backed-up") / "data") as town:
        town.fine("backup", folder)  # a copy: the model's own log stays as it is
    (made,) = (path for path in folder.iterdir() if path.is_dir())
    return made


@pytest.fixture
def backup(model_backup: Path, tmp_path: Path) -> Path:
    return shutil.copytree(model_backup, tmp_path / model_backup.name)


@pytest.fixture
def keys(model_town: Installation) -> Path:
    """The key file it was made with."""
    return model_town.keys


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def resealed(backup: Path, keys: Path, **changes: object) -> None:
    """Give a changed backup a seal that holds, as only the owner of the key file could."""
    manifest = manifest_read(backup)
    states = {name: file_state(backup / name) for name in manifest.files}
    told = manifest.model_copy(update={"files": states, **changes}).sealed(keyring(keys))
    (backup / MANIFEST).write_bytes(manifest_bytes(told))


def refused(backup: Path, keys: Path) -> str:
    with pytest.raises(BackupRefused) as error:
        backup_check(backup, keys=keys)
    return error.value.reason


def test_one_flipped_bit_anywhere_is_found(keys: Path, backup: Path) -> None:
    for name in sorted(path.name for path in backup.iterdir()):
        size = (backup / name).stat().st_size
        for place in (0, size // 2, size - 2):
            flip(backup / name, place)
            reason = refused(backup, keys)
            assert reason in {"altered", "not_a_backup", "other_keys"}, (name, place)
            flip(backup / name, place)
    assert backup_check(backup, keys=keys)


def test_a_flipped_bit_is_refused_in_a_sentence_with_everything_as_it_was(
    lived_in: Installation, backup: Path
) -> None:
    before, waiting = everything(lived_in), files(lived_in)
    flip(next(backup.glob("database.*")), 5000)
    assert "Intet er rørt" in lived_in.refused("restore", backup, "--replace")
    assert (everything(lived_in), files(lived_in)) == (before, waiting)


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"null",
        b"\xff\xfe",
        nested(100_000),
        b'{"format": ' + b"9" * 5_000 + b"}",
        b" " * 5_000_000,
    ],
)
def test_a_manifest_that_is_none_is_refused(keys: Path, backup: Path, written: bytes) -> None:
    (backup / MANIFEST).write_bytes(written)
    assert refused(backup, keys) == "not_a_backup"


def set_rows(said: dict[str, Any]) -> None:
    said["database"]["tables"]["org_person"]["rows"] = 2**70


def set_bytes(said: dict[str, Any]) -> None:
    said["files"][UPLOADS]["bytes"] = -1


def set_name(said: dict[str, Any]) -> None:
    said["name"] = "../../etc"


def add_file(said: dict[str, Any]) -> None:
    said["files"]["../keys.json"] = said["files"][UPLOADS]


def set_table(said: dict[str, Any]) -> None:
    said["database"]["tables"]['x"; DROP TABLE org_person; --'] = {"rows": 0, "digest": "0" * 64}


def add_word(said: dict[str, Any]) -> None:
    said["more"] = 1


@pytest.mark.parametrize("change", [set_rows, set_bytes, set_name, add_file, set_table, add_word])
def test_a_manifest_with_what_no_manifest_has_is_refused(
    keys: Path, backup: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    said = json.loads((backup / MANIFEST).read_text())
    change(said)
    (backup / MANIFEST).write_text(json.dumps(said))
    assert refused(backup, keys) == "not_a_backup"


def test_a_manifest_made_to_fit_what_was_changed_lacks_its_seal(
    keys: Path, backup: Path, tmp_path: Path
) -> None:
    flip(backup / UPLOADS, 0)
    stranger = tmp_path / "stranger.json"
    keyring_create(stranger)
    resealed(backup, stranger)
    assert refused(backup, keys) == "other_keys"


@pytest.mark.parametrize("name", [MANIFEST, UPLOADS, "database"])
def test_a_link_in_a_backup_is_not_followed(
    keys: Path, backup: Path, tmp_path: Path, name: str
) -> None:
    (path,) = backup.glob(f"{name}*")
    moved = tmp_path / path.name
    shutil.move(path, moved)
    path.symlink_to(moved)
    assert refused(backup, keys) in {"altered", "not_a_backup"}


def test_a_pipe_in_a_backup_is_not_waited_for(keys: Path, backup: Path) -> None:
    (backup / UPLOADS).unlink()
    os.mkfifo(backup / UPLOADS)
    assert refused(backup, keys) == "altered"


def member(name: str, **changes: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    for field, value in changes.items():
        setattr(info, field, value)
    return info


HOSTILE = [
    [member("../../staasted.sqlite3")],
    [member(f"/uploads/{NAME}")],
    [member(f"uploads/../{NAME}")],
    [member(f"uploads/{NAME}\n")],
    [member(f"uploads/{NAME}", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
    [member(f"uploads/{NAME}", type=tarfile.LNKTYPE, linkname="../keys/keys.json")],
    [member(f"uploads/{NAME}", type=tarfile.DIRTYPE)],
    [member(f"uploads/{NAME}", type=tarfile.CHRTYPE)],
    [member(f"uploads/{NAME}"), member(f"uploads/{NAME}")],
    [member("keys/keys.json")],
]


@pytest.mark.parametrize("members", HOSTILE)
def test_an_archive_that_reaches_outside_is_refused_even_under_a_seal_that_holds(
    keys: Path, backup: Path, members: list[tarfile.TarInfo]
) -> None:
    with tarfile.open(backup / UPLOADS, "w") as tar:
        for each in members:
            tar.addfile(each, io.BytesIO(b""))
    resealed(backup, keys)
    with pytest.raises(BackupRefused, match="altered"):
        uploads_packed(backup)


def test_such_an_archive_changes_nothing_when_it_is_restored(
    lived_in: Installation, backup: Path
) -> None:
    with tarfile.open(backup / UPLOADS, "w") as tar:
        tar.addfile(member("../escaped"), io.BytesIO(b""))
    resealed(backup, lived_in.keys)
    before, waiting = everything(lived_in), files(lived_in)
    assert "Intet er rørt" in lived_in.refused("restore", backup, "--replace")
    assert (everything(lived_in), files(lived_in)) == (before, waiting)
    assert not (lived_in.folder / "escaped").exists()


def test_a_backup_of_a_newer_release_is_refused_with_its_name(
    lived_in: Installation, backup: Path
) -> None:
    manifest = manifest_read(backup)
    migrations = (*manifest.database.migrations, "org.0999_tomorrow")
    database = manifest.database.model_copy(update={"migrations": migrations})
    resealed(backup, lived_in.keys, database=database, release="9.9.9")
    before = everything(lived_in)
    assert "Installer udgave 9.9.9" in lived_in.refused("restore", backup, "--replace")
    assert everything(lived_in) == before


def test_a_backup_of_the_other_database_is_refused(lived_in: Installation, backup: Path) -> None:
    other = "sqlite" if lived_in.database_url else "postgresql"
    manifest = manifest_read(backup)
    database = manifest.database.model_copy(update={"vendor": other})
    (held,) = backup.glob("database.*")
    named = "database.sqlite3" if other == "sqlite" else "database.dump"
    held.rename(backup / named)
    states = {name: file_state(backup / name) for name in (named, UPLOADS)}
    told = manifest.model_copy(update={"database": database, "files": states})
    (backup / MANIFEST).write_bytes(manifest_bytes(told.sealed(keyring(lived_in.keys))))
    assert "samme slags" in lived_in.refused("restore", backup, "--replace")


def test_a_key_file_that_lacks_a_key_of_the_backup_is_refused(keys: Path, backup: Path) -> None:
    resealed(backup, keys, key_ids=("k1", "k7"))
    assert refused(backup, keys) == "key_lacks"


def test_a_key_file_given_with_a_refused_backup_is_not_put_in_place(
    elsewhere: Installation, keys: Path, backup: Path
) -> None:
    flip(backup / UPLOADS, 0)
    assert "Intet er rørt" in elsewhere.refused("restore", backup, "--keys", keys)
    assert list(elsewhere.folder.rglob("*")) == []


def test_another_key_file_is_kept_beside_and_put_back_where_it_goes_wrong(tmp_path: Path) -> None:
    given, place = tmp_path / "given.json", tmp_path / "keys" / "keys.json"
    keyring_create(given)
    keyring_create(place)
    held = place.read_bytes()

    def fall() -> None:
        with keys_in_place(given, place):
            raise ValueError("fell")

    with pytest.raises(ValueError, match="fell"):
        fall()
    assert [path.read_bytes() for path in place.parent.iterdir()] == [held]
    with keys_in_place(given, place):
        assert place.read_bytes() == given.read_bytes()
    (aside,) = place.parent.glob("keys.json.before-restore-*")
    assert aside.read_bytes() == held


def test_no_key_file_that_was_kept_beside_is_ever_written_over(tmp_path: Path) -> None:
    place, kept = tmp_path / "keys" / "keys.json", []
    keyring_create(place)
    for number in range(3):
        given = tmp_path / f"given-{number}.json"
        keyring_create(given)
        kept.append(place.read_bytes())
        with keys_in_place(given, place):
            pass
    lying = [path.read_bytes() for path in place.parent.glob("keys.json.before-restore-*")]
    assert sorted(lying) == sorted(kept)


def test_without_its_keys_a_backup_is_restored_only_when_told(
    elsewhere: Installation, lived_in: Installation, backup: Path
) -> None:
    assert "staasted keys create" in elsewhere.refused("restore", backup, "--without-keys")
    elsewhere.fine("keys", "create")
    assert "anden nøglefil" in elsewhere.refused("restore", backup)
    assert "CPR-numrene kan ikke læses" in elsewhere.fine("restore", backup, "--without-keys")
    assert everything(elsewhere)["org_person"] == everything(lived_in)["org_person"]
