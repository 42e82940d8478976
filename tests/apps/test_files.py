"""A citizen's own files: looked at, sealed, shared or not, and gone with the case."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.access import content_of, file_reached, own_file, own_files
from staasted.apps.files.checking import file_check
from staasted.apps.files.kinds import ContentKind, kind_of
from staasted.apps.files.models import CitizenFile, FileContent
from staasted.apps.files.naming import LONGEST, name_cleaned
from staasted.apps.files.services import file_delete, file_keep, file_share
from staasted.apps.org.keyring import keyring_create
from staasted.apps.org.rotation import keys_listed, keys_rotate
from staasted.apps.retention.services import due_erase
from staasted.catalog.loader import catalog
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from staasted.integrations.scanning_clamav import ClamAv
from staasted.ports import adapters
from tests import keeping_files as some
from tests import town
from tests.ending import close_case
from tests.imports.daemon import EICAR, daemon
from tests.keeping_files import file_kept
from tests.town import MONDAY, Town, bystanders

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture(autouse=True)
def _no_scanner() -> Iterator[None]:
    yield
    adapters.scanner_use(None)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (some.PDF, "pdf"),
        (some.PNG, "png"),
        (some.JPG, "jpg"),
        (some.DOCX, "docx"),
        (some.ODT, "odt"),
        (some.TXT, "txt"),
        (some.MACROS, None),
        (b"MZ\x90\x00", None),
        (b"PK\x03\x04broken", None),
        (b"<html>\x00", None),
        (some.packed(mimetype=b"application/zip"), None),
        (some.packed(a=b"b"), None),
        ("æøå".encode("latin-1"), None),
    ],
)
def test_a_file_is_what_is_in_it_whatever_it_is_called(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("CV.pdf", "CV.pdf"),
        ("C:\\Users\\Åse\\Mit cv.PDF", "Mit cv.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "x.pdf"),
        ("010180-1234 lægebrev.pdf", "… lægebrev.pdf"),
        ('"><script>.pdf', "script.pdf"),
        ("", "Fil.pdf"),
        ("....pdf", "Fil.pdf"),
    ],
)
def test_a_name_is_cleaned(written: str, kept: str) -> None:
    assert name_cleaned(written, ContentKind.PDF, otherwise="Fil") == kept


def test_a_long_name_is_shortened_and_ends_as_what_it_is() -> None:
    name = name_cleaned("å" * 400 + ".pdf", ContentKind.TXT, otherwise="Fil")
    assert len(name) == LONGEST
    assert name.endswith("å.txt")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ([b""], "file_empty"),
        ([b"MZ\x90\x00"], "file_kind_unknown"),
        ([b"a" * 6_000_000, b"b" * 6_000_000], "file_too_large"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(content: list[bytes], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        file_check(name="a.txt", chunks=content)


def test_what_the_scanner_finds_is_refused_and_a_silent_scanner_refuses_too() -> None:
    with daemon() as clamd:
        adapters.scanner_use(ClamAv(clamd.address))
        assert file_check(name="a", chunks=[some.TXT]).name == "a.txt"
        with pytest.raises(DomainError, match="file_infected"):
            file_check(name="a", chunks=[some.TXT + EICAR])
    with daemon("hangs up") as clamd:
        adapters.scanner_use(ClamAv(clamd.address, connect=0.2, answer=0.2, presence=0.2))
        with pytest.raises(DomainError, match="file_scanner_away"):
            file_check(name="a", chunks=[some.TXT])


def test_a_file_lies_sealed_and_opens_for_whoever_may(
    place: Town, ase: Citizen, logged: None
) -> None:
    file = file_kept(ase)
    held = bytes(FileContent.objects.get().cipher)
    assert some.TXT not in held
    assert b"udkast" not in held
    own = own_file(town.acting(ase), file.public_id, on=MONDAY)
    assert content_of(own) == some.TXT
    reached = file_reached(place.counsellor(), ase.public_id, file.public_id, on=MONDAY)
    assert content_of(reached) == some.TXT
    with pytest.raises(NotYours):
        file_reached(place.counsellor(place.jens), ase.public_id, file.public_id, on=MONDAY)


def test_a_content_cannot_be_moved_to_another_file(ase: Citizen) -> None:
    first, other = file_kept(ase), file_kept(ase, name="b.txt")
    FileContent.objects.filter(file=other).delete()
    FileContent.objects.filter(file=first).update(file=other)
    with pytest.raises(InvalidTag):
        content_of(other)


def test_what_is_not_shared_is_the_citizens_alone(place: Town, ase: Citizen, logged: None) -> None:
    file = file_kept(ase, shared=False)
    coach, own = place.counsellor(), town.acting(ase)
    with pytest.raises(NotYours):
        file_reached(coach, ase.public_id, file.public_id, on=MONDAY)
    file_share(actor=own, file=file, shared=True)
    assert file_reached(coach, ase.public_id, file.public_id, on=MONDAY) == file
    file_share(actor=own, file=file, shared=False)
    with pytest.raises(NotYours):
        file_reached(coach, ase.public_id, file.public_id, on=MONDAY)
    helper = bystanders(place, ase)["representative"]
    acting = Actor(helper.public_id, Role.REPRESENTATIVE, helper.pk, acts_for=ase.public_id)
    assert own_files(acting, on=MONDAY) == []
    assert own_files(own, on=MONDAY) == [file]


def test_the_log_tells_the_acts_and_never_a_name(ase: Citizen) -> None:
    file = file_kept(ase, name="Min diagnose.txt", shared=False)
    file_share(actor=town.acting(ase), file=file, shared=True)
    file_share(actor=town.acting(ase), file=file, shared=True)
    file_delete(actor=town.acting(ase), file=file)
    rows = list(ActLog.objects.filter(subject=file.public_id).order_by("id"))
    assert [row.act for row in rows] == ["file_keep", "file_share", "file_delete"]
    assert "diagnose" not in json.dumps([row.facts for row in rows])
    assert not CitizenFile.objects.exists()
    assert not FileContent.objects.exists()


def test_a_case_holds_so_many_files_and_no_more(
    ase: Citizen,
) -> None:
    CitizenFile.objects.bulk_create(
        CitizenFile(
            citizen=ase,
            kept_by=ase.person,
            role="citizen",
            name="a.txt",
            kind="txt",
            size=1,
            at=town.NOON,
        )
        for _ in range(catalog().policy["files_kept_most"])
    )
    with pytest.raises(DomainError, match="files_too_many"):
        file_kept(ase)


def test_what_staff_put_there_is_shared_and_not_the_citizens_to_delete(
    place: Town, ase: Citizen
) -> None:
    checked = file_check(name="vejledning.pdf", chunks=[some.PDF])
    file = file_keep(actor=place.counsellor(), citizen=ase, checked=checked)
    assert file.shared
    with pytest.raises(DomainError, match="file_in_use"):
        file_delete(actor=town.acting(ase), file=file)


def test_the_database_refuses_a_file_without_name_or_content(ase: Citizen) -> None:
    file = file_kept(ase)
    for changed in ({"name": ""}, {"size": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CitizenFile.objects.filter(pk=file.pk).update(**changed)


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key file of the test's own."""
    path = tmp_path / "keys" / "keys.json"
    keyring_create(path)
    own = settings.STAASTED.model_copy(update={"key_file": path, "data_dir": tmp_path})
    monkeypatch.setattr(settings, "STAASTED", own)


def test_rotation_seals_files_again_and_counts_them(keys: None, ase: Citizen) -> None:
    files = [file_kept(ase, name=f"{number}.txt") for number in range(7)]
    FileContent.objects.filter(file=files[3]).update(cipher=b"broken")
    done = keys_rotate()
    assert done.unreadable == (files[3].public_id,)
    assert {each.key_id: each.seals["files"] for each in keys_listed()} == {"k1": 1, "k2": 6}
    assert content_of(files[6]) == some.TXT


def test_files_are_erased_with_the_case(place: Town, ase: Citizen) -> None:
    file_kept(ase)
    close_case(ase, place.karen)
    gone = list(due_erase(actor=OPERATOR, on=add_months(MONDAY, 60)))
    assert {"files.citizenfile", "files.filecontent"} <= set(gone[0].rows)
    assert not FileContent.objects.exists()
