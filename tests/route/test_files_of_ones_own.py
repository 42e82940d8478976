"""A citizen's files over HTTP: to save, to delete, and never a page of ours."""

import json

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from tests import town
from tests.browsing import come_in, main
from tests.ending import close_case
from tests.keeping_files import PDF, TXT, file_kept
from tests.town import Town, build_town, bystanders

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_a_file_is_handed_out_to_be_saved(place: Town, ase: Citizen) -> None:
    file = file_kept(ase, name="Mit udkast på æøå.pdf", content=PDF)
    for who, address in (
        (ase.person, f"/mit-forloeb/filer/{file.public_id}/"),
        (place.karen, f"/borgere/{ase.public_id}/filer/{file.public_id}/"),
    ):
        answer = come_in(who).get(address)
        assert answer.content == PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Mit%20udkast")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]


def test_the_citizen_deletes_a_file_and_it_is_gone_for_everybody(place: Town, ase: Citizen) -> None:
    file, client = file_kept(ase), come_in(ase.person)
    assert "Udkast.txt" in main(client.get("/mit-forloeb/filer/").content.decode())
    said = client.post("/mit-forloeb/filer/", {"slet": file.public_id}, follow=True)
    assert "Her er ingen filer endnu" in main(said.content.decode())
    address = f"/borgere/{ase.public_id}/filer/{file.public_id}/"
    assert come_in(place.karen).get(address).status_code == 404
    assert client.post("/mit-forloeb/filer/", {"slet": file.public_id}).status_code == 404


def test_files_stay_ones_own_when_the_case_has_closed(place: Town, ase: Citizen) -> None:
    file = file_kept(ase)
    close_case(ase, place.karen)
    client = come_in(ase.person)
    assert "Udkast.txt" in main(client.get("/mit-forloeb/filer/").content.decode())
    assert client.get(f"/mit-forloeb/filer/{file.public_id}/").content == TXT


def test_an_unshared_file_is_named_to_the_citizen_alone(place: Town, ase: Citizen) -> None:
    file_kept(ase, name="Kun min.txt", shared=False)
    helper = come_in(bystanders(place, ase)["representative"])
    helper.post("/paa-vegne-af/", {"borger": ase.public_id})
    address = "/mit-forloeb/alt-om-mig/fil/"
    (told,) = json.loads(helper.get(address).content)["files.citizenfile"]
    assert "name" not in told
    own = come_in(ase.person, role="citizen")
    (told,) = json.loads(own.get(address).content)["files.citizenfile"]
    assert told["name"] == "Kun min.txt"
    assert "Filer" in main(own.get("/mit-forloeb/alt-om-mig/").content.decode())


def test_erasing_a_case_takes_its_files(place: Town, ase: Citizen) -> None:
    from staasted.apps.citizens.models import Citizen as Case
    from staasted.apps.files.models import FileContent
    from staasted.apps.imports.tables import relations_to

    file_kept(ase)
    assert {each.related_model for each in relations_to(CitizenFile)} >= {FileContent}
    assert CitizenFile in {each.related_model for each in relations_to(Case)}
