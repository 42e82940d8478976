"""Keys are changed while the house is open, and a change that is killed is finished by the next."""

import hashlib
import hmac
import json
import os
import stat
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from staasted.apps.audit.models import ActLog
from staasted.apps.imports.upload_files import upload_folder, upload_name, upload_read, upload_write
from staasted.apps.imports.upload_models import ImportUpload
from staasted.apps.org import sealed_stores
from staasted.apps.org.clock import clock
from staasted.apps.org.keyring import KeyFileUnreadable, keyring, keyring_create, keyring_parse
from staasted.apps.org.models import Person
from staasted.apps.org.rotation import key_drop, keys_listed, keys_rotate
from staasted.apps.org.sealing import cpr_lookup, cpr_open
from staasted.apps.org.secret_files import FileBusy, alone_with
from staasted.apps.org.services import person_register
from staasted.core.errors import DomainError
from tests.installation import Installation
from tests.town import replacement_number

pytestmark = pytest.mark.django_db

MAKE_PEOPLE = """
from tests.town import replacement_number
from staasted.apps.org.services import person_draft
from staasted.apps.org.models import Person
people = [person_draft(name=f"Nr. {n}", cpr=replacement_number()) for n in range(4000)]
Person.objects.bulk_create(people)
"""


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key file and a data folder of the test's own."""
    path = tmp_path / "keys" / "keys.json"
    keyring_create(path)
    own = settings.STAASTED.model_copy(update={"key_file": path, "data_dir": tmp_path})
    monkeypatch.setattr(settings, "STAASTED", own)
    return path


def numbers(count: int) -> list[str]:
    """People with a number each; the numbers."""
    made = [replacement_number() for _ in range(count)]
    for number in made:
        person_register(name="Nogen", cpr=number)
    return made


def opened() -> list[str]:
    sealed = Person.objects.exclude(cpr_lookup=None).order_by("pk")
    return [cpr_open(cipher=row.cpr_cipher, key_id=row.cpr_key_id) for row in sealed]


def test_a_rotation_seals_every_number_again_under_a_fresh_key(keys: Path) -> None:
    made = numbers(7)
    before = dict(Person.objects.values_list("pk", "cpr_cipher"))
    done = keys_rotate()
    assert (done.key_id, done.resealed, done.resumed) == ("k2", 7, False)
    assert set(Person.objects.values_list("cpr_key_id", flat=True)) == {"k2"}
    assert opened() == made
    for pk, cipher in Person.objects.values_list("pk", "cpr_cipher"):
        assert bytes(cipher) != bytes(before[pk])


def test_a_key_that_was_just_made_says_when(keys: Path) -> None:
    (first,) = keys_listed()
    assert first.made is not None
    assert clock.wall() - first.made < timedelta(hours=1)


def test_people_are_still_found_by_their_number_afterwards(keys: Path) -> None:
    (number,) = numbers(1)
    keys_rotate()
    assert Person.objects.filter(cpr_lookup=cpr_lookup(number)).exists()


def test_it_goes_in_batches_each_in_its_own_transaction_and_logged(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_stores, "ROWS_A_BATCH", 3)
    numbers(7)
    keys_rotate()
    batches = ActLog.objects.filter(act="cpr_reseal").order_by("id")
    assert [row.facts for row in batches] == [{"key": "k2", "count": n} for n in (3, 3, 1)]
    added, ended = ActLog.objects.get(act="key_add"), ActLog.objects.get(act="keys_rotate")
    assert added.facts == {"key": "k2", "before": "k1"}
    assert ended.facts == {"key": "k2", "count": 7, "unreadable": 0}


def test_no_log_row_and_no_listing_holds_a_secret(keys: Path) -> None:
    numbers(2)
    keys_rotate()
    told = json.dumps(list(ActLog.objects.values_list("facts", flat=True))) + repr(keys_listed())
    held = json.loads(keys.read_text())
    secrets = [*held["keys"].values(), held["lookup"], held["django"]]
    assert [secret for secret in secrets if secret in told] == []


def test_a_waiting_file_is_sealed_again_too(keys: Path, place_for_files: str) -> None:
    keys_rotate()
    assert upload_read(place_for_files) == b"1;2\r\n"
    assert {each.key_id: each.seals for each in keys_listed()} == {
        "k1": Counter(),
        "k2": Counter(uploads=1),
    }


@pytest.fixture
def place_for_files(db: None, keys: Path) -> str:
    """A waiting file, sealed under the first key."""
    name = upload_name()
    upload_write(name, [b"1;", b"2\r\n"])
    by = person_register(name="Ulla")
    ImportUpload.objects.create(by=by, at=clock.now(), kind="caseload", stored_name=name)
    return name


def test_a_file_whose_row_has_gone_is_not_brought_back(keys: Path, place_for_files: str) -> None:
    ImportUpload.objects.all().delete()
    keys_rotate()
    assert list(upload_folder().iterdir()) == []


def test_a_sealed_file_cannot_be_put_in_anothers_place(keys: Path, place_for_files: str) -> None:
    other = upload_name()
    (upload_folder() / place_for_files).rename(upload_folder() / other)
    with pytest.raises(InvalidTag):
        upload_read(other)


def test_the_key_file_is_for_its_owner_alone_and_no_copy_is_left_when_it_is_done(
    keys: Path,
) -> None:
    keys_rotate()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert sorted(path.name for path in keys.parent.iterdir()) == ["keys.json", "keys.json.lock"]


def test_a_rotation_that_was_stopped_is_finished_without_another_key(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_stores, "ROWS_A_BATCH", 2)
    made = numbers(6)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keys_rotate(stop)
    (copy,) = keys.parent.glob("keys.json.2*Z")
    assert keyring(copy).current == "k1"
    assert opened() == made
    with pytest.raises(DomainError, match="key_in_use"):
        key_drop("k1")
    done = keys_rotate()
    assert (done.resumed, done.key_id, done.resealed) == (True, "k2", 4)
    assert opened() == made
    assert not list(keys.parent.glob("keys.json.2*Z"))


def test_a_number_that_does_not_open_is_named_and_stops_nothing(keys: Path) -> None:
    numbers(3)
    broken = Person.objects.earliest("pk")
    Person.objects.filter(pk=broken.pk).update(cpr_cipher=b"x" * 38)
    done = keys_rotate()
    assert (done.resealed, done.unreadable) == (2, (broken.public_id,))


def test_two_rotations_at_once_are_one(keys: Path) -> None:
    with alone_with(keys.resolve()), pytest.raises(FileBusy):
        keys_rotate()


def test_a_key_is_dropped_only_when_nothing_uses_it(keys: Path) -> None:
    numbers(1)
    with pytest.raises(DomainError, match="key_current"):
        key_drop("k1")
    with pytest.raises(DomainError, match="key_unknown"):
        key_drop("k9")
    keys_rotate()
    with pytest.raises(DomainError, match="key_just_retired"):
        key_drop("k1")
    with clock.pinned(clock.now() + timedelta(hours=1)):
        Person.objects.update(cpr_key_id="k1")
        with pytest.raises(DomainError, match="key_in_use"):
            key_drop("k1")
        Person.objects.update(cpr_key_id="k2")
        key_drop("k1")
    assert set(keyring(keys).keys) == {"k2"}
    assert ActLog.objects.get(act="key_drop").facts == {"key": "k1"}


def test_an_id_is_never_used_again(keys: Path) -> None:
    keys_rotate()
    with clock.pinned(clock.now() + timedelta(hours=2)):
        key_drop("k1")
        assert keys_rotate().key_id == "k3"
    with clock.pinned(clock.now() + timedelta(hours=4)):
        key_drop("k2")
        assert keys_rotate().key_id == "k4"


@pytest.mark.parametrize(
    "written",
    [b"", b"{}", b"[]", b"\xff", b'{"current": "k1", "keys": {"k1": "aGVq"}}', b"[" * 100_000],
)
def test_what_is_no_key_file_is_refused_and_not_quoted(written: bytes) -> None:
    with pytest.raises(KeyFileUnreadable, match="is not a whole key file") as refused:
        keyring_parse(written, name="keys.json")
    assert "aGVq" not in str(refused.value)


def test_a_running_process_meets_a_key_that_came_after_it_began(
    place: Installation, tmp_path: Path
) -> None:
    """It seals under the new key and opens what others sealed, without being started again."""
    asks = tmp_path / "asks"
    os.mkfifo(asks)
    code = f"""
import django; django.setup()
from staasted.apps.org.services import person_register
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import cpr_open
from tests.town import replacement_number
first = person_register(name="Før", cpr="6101804999")
print(first.cpr_key_id, flush=True)
open({str(asks)!r}).read()
first.refresh_from_db()
print(first.cpr_key_id, cpr_open(cipher=first.cpr_cipher, key_id=first.cpr_key_id)[-4:])
print(person_register(name="Efter", cpr="6101804998").cpr_key_id, flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=place.surroundings(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline().strip() == "k1"
    place.fine("keys", "rotate")
    asks.write_text("go on")
    rest, _ = process.communicate(timeout=60)
    assert rest.split() == ["k2", "4999", "k2"]


def all_open(place: Installation) -> set[str]:
    """Which keys the numbers lie under, each of them opened and found by its hash."""
    ring = keyring(place.keys)
    rows = place.query("SELECT cpr_cipher, cpr_key_id, cpr_lookup FROM org_person")
    assert len(rows) == 4000
    for cipher, key_id, lookup in rows:
        number = AESGCM(ring.keys[str(key_id)]).decrypt(cipher[:12], cipher[12:], None)
        assert hmac.new(ring.lookup, number, hashlib.sha256).hexdigest() == lookup
    return {str(key_id) for _, key_id, _ in rows}


def test_a_rotation_killed_at_any_moment_loses_no_number_and_is_finished_by_the_next(
    place: Installation,
) -> None:
    place.python(MAKE_PEOPLE)
    killed = 0
    for pause in (0.4, 0.7, 0.9, 1.1, 1.3):
        process = place.start("keys", "rotate")
        time.sleep(pause)
        killed += process.poll() is None
        process.kill()
        process.wait()
        assert all_open(place)
    assert killed, "every rotation was done before it could be killed"
    place.fine("keys", "rotate")
    ring = keyring(place.keys)
    assert all_open(place) == {ring.current}
    assert ring.rotating == ""
    assert "4000 numre" in place.fine("keys", "list")
