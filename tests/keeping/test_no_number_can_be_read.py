"""Backups, logs and the data folder hold no CPR number anybody can read."""

import base64
import gzip
import io
import json
import tarfile
import time
from pathlib import Path

import pytest

from tests.installation import Installation, await_answer, free_port, running
from tests.keeping.searching import found_in
from tests.keeping.visitor import Visitor

pytestmark = pytest.mark.django_db

BUILD = """
import json
from tests import town
from tests.files import administrator
place = town.build_town()
people = [town.citizen(place.karen, name=f"Borger {n}") for n in range(5)]
ulla = administrator("Ulla Nør")
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import cpr_open
sealed = Person.objects.exclude(cpr_lookup=None)
print(json.dumps({
    "numbers": [cpr_open(cipher=p.cpr_cipher, key_id=p.cpr_key_id) for p in sealed],
    "karen": place.karen.public_id, "lead": place.lead.public_id, "ulla": ulla.public_id,
    "citizen": people[0].person.public_id, "case": people[0].public_id,
}))
"""
HEADER = "CPR-nr;Navn;Målgruppe;Ydelse;Startdato;Første henvendelse;Sagsbehandler"
REST = "Jobparat kontanthjælpsmodtager;Kontanthjælp;15-05-2026;15-05-2026;Karen Østergård"
IN_FILES = ["6201804999", "6301804998", "6401804997", "6501804996", "6601804995"]


def dashed(number: str) -> str:
    return f"{number[:6]}-{number[6:]}"


def caseload(*lines: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *lines, ""]).encode()


def settled(place: Installation) -> None:
    """Wait until the worker has done what it was asked."""
    for _ in range(600):
        asked = "SELECT 1 FROM imports_importupload WHERE state IN ('waiting', 'working')"
        if not place.query(asked):
            return
        time.sleep(0.1)
    raise AssertionError("the worker did not come to it")


def administer(place: Installation, port: int, who: str) -> None:
    """Take files in, good, half-bad and hostile, and leave one waiting."""
    ulla = Visitor(port)
    ulla.post("/log-ind/", person=who)
    good = caseload(f"{dashed(IN_FILES[0])};Grethe Fra Fil;{REST}")
    bad = f"{dashed(IN_FILES[2])};Hanne Skæv;{REST.replace('15-05-2026;15', '31-02-2026;15')}"
    half = caseload(f"{IN_FILES[1]};Inge Fra Fil;{REST}", bad)
    shifted = caseload(f"{dashed(IN_FILES[3])};{REST}", header=f"{IN_FILES[3]};Navn")
    for name, content in (
        ("sager.csv", good),
        (f"liste {dashed(IN_FILES[0])}.csv", half),
        ("shifted.csv", shifted),
        ("junk.csv", IN_FILES[3].encode() * 50),
    ):
        ulla.send("/indlaesninger/ny/", name, content, kind="caseload")
        address = ulla.address
        settled(place)
        ulla.get(address)
        if content is good:
            ulla.post(address, act="confirm")
            settled(place)
    waiting = caseload(f"{dashed(IN_FILES[4])};Eva Venter;{REST}")
    ulla.send("/indlaesninger/ny/", "venter.csv", waiting, kind="caseload")
    settled(place)


def look_around(port: int, town: dict[str, str]) -> None:
    """Pages of each role, and a number where somebody might type one."""
    for who, pages in {
        town["karen"]: ("/i-dag/", "/borgere/", f"/borgere/?soeg={dashed(IN_FILES[0])}"),
        town["lead"]: ("/niveau/", "/regler/"),
        town["citizen"]: ("/mit-forloeb/", "/mit-forloeb/hvem-har-set-min-sag/"),
    }.items():
        visitor = Visitor(port)
        visitor.post("/log-ind/", person=who)
        for page in pages:
            visitor.get(page)


@pytest.fixture
def town(place: Installation) -> dict[str, str]:
    return dict(json.loads(place.python(BUILD)))


def test_no_backup_log_or_file_holds_a_readable_number(
    place: Installation, town: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    port = free_port()
    with (
        running(place.start("serve", "--port", port, log=logs / "server")) as server,
        running(place.start("worker", log=logs / "worker")),
    ):
        await_answer(server, port)
        look_around(port, town)
        administer(place, port, town["ulla"])
        place.fine("backup", folder, "--drill")
    imported = place.query("SELECT 1 FROM org_person WHERE name = 'Grethe Fra Fil'")
    assert imported, "the import over HTTP took nothing in"
    assert len(list(place.uploads.glob("*"))) >= 2, "no file waits"
    more = tmp_path / "more.csv"
    more.write_bytes(caseload(f"{dashed(IN_FILES[1])};Inge;{REST}", f"{IN_FILES[2]};Skæv;"))
    spoken = place.staasted("import", "caseload", more)
    (logs / "command").write_text(spoken.stdout + spoken.stderr)
    rotated = place.staasted("keys", "rotate")
    (logs / "rotation").write_text(rotated.stdout + rotated.stderr)
    place.fine("backup", folder)

    numbers = [*json.loads(json.dumps(town["numbers"])), *IN_FILES]
    assert len(numbers) == 10
    assert found_in([folder, logs, place.folder], numbers) == []


PLANTED = "6701804994"


def test_the_search_finds_a_number_in_a_databases_backup(place: Installation, folder: Path) -> None:
    place.fine("staff", "add", "--name", f"Nogen {dashed(PLANTED)}", "--role", "lead")
    place.fine("backup", folder)
    assert found_in([folder], [PLANTED]) in (["database.sqlite3"], ["database.dump"])
    assert found_in([folder], ["6801804993"]) == []


@pytest.mark.parametrize("written", [PLANTED, dashed(PLANTED), f"<{PLANTED[:6]} {PLANTED[6:]}>"])
def test_the_search_finds_a_number_however_it_was_put_away(tmp_path: Path, written: str) -> None:
    plain = f"før {written} efter".encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz") as tar:
        info = tarfile.TarInfo("inner.gz")
        inner = gzip.compress(plain)
        info.size = len(inner)
        tar.addfile(info, io.BytesIO(inner))
    shapes = {
        "plain": plain,
        "wide": plain.decode().encode("utf-16-le"),
        "hex": plain.hex().encode(),
        "base64": base64.b64encode(plain),
        "base64-shifted": base64.b64encode(b"x" + plain),
        "base64-shifted-more": base64.b64encode(b"xy" + plain),
        "packed": packed.getvalue(),
    }
    for name, content in shapes.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / f"name-{PLANTED}").write_bytes(b"")
    (tmp_path / "innocent").write_bytes(b"6701804 994")
    assert found_in([tmp_path], [PLANTED]) == sorted([*shapes, f"name-{PLANTED}"])
