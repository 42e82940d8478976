"""Telling that something has changed, from the citizen's page to the coach's answer."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import SituationState
from tests import town
from tests.browsing import come_in, main
from tests.situation import tells
from tests.town import MONDAY, Town, bystanders

pytestmark = pytest.mark.django_db

ALL, NEWS = "/mit-forloeb/aendringer/", "/aendringer/"
JOB, MOVE = f"{ALL}ny/job_on_the_way/", f"{ALL}ny/moving/"
SOON = MONDAY + timedelta(days=20)
ANSWERED = {"begins": SOON.isoformat(), "words": "Ådal Tømrerforretning"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=MONDAY)


def says(client: Client, address: str, **sent: str) -> str:
    answer = client.post(address, sent) if sent else client.get(address)
    return main(answer.content.decode())


def test_a_job_is_told_checked_confirmed_and_taken_back(place: Town, ase: Citizen) -> None:
    citizen, karen = come_in(ase.person), come_in(place.karen)
    assert "Jeg har fået et job på fuld tid" in says(citizen, ALL)
    check = says(citizen, JOB, **ANSWERED)
    assert "Det ændrer det, hvis vi bekræfter" in check
    assert "§ 106" in check
    assert "Før:" in check
    assert not SituationChange.objects.exists(), "a check stores nothing"
    sent = citizen.post(JOB, ANSWERED | {"trin": "send"})
    row = SituationChange.objects.get()
    assert sent.url == f"{ALL}{row.public_id}/"
    assert "Karen Østergård ser på det" in says(citizen, sent.url)
    assert "Åse Møller" in says(karen, NEWS)
    one = f"{NEWS}{row.public_id}/"
    assert "Ådal Tømrerforretning" in says(karen, one)
    assert ReadLog.objects.latest("id").purpose == "situation_change"
    assert "Skriv, hvad du har set" in says(karen, one, outcome="confirm", words="Tillykke!")
    answer = {"outcome": "confirm", "paper": "Kontrakt, 17. maj", "words": "Tillykke!"}
    assert karen.post(one, answer).url == NEWS
    assert "Ingen har fortalt om noget nyt" in says(karen, NEWS)
    told = says(citizen, sent.url)
    assert "Det gælder fra mandag den 18. maj 2026" in told
    assert "Tillykke!" in told
    assert citizen.post(sent.url).url == sent.url
    assert "Det gælder ikke mere efter" in says(citizen, sent.url)


def test_a_no_reaches_the_citizen_with_its_reason_and_how_to_complain(
    place: Town, ase: Citizen
) -> None:
    row, karen = tells(ase, "job_on_the_way", SOON), come_in(place.karen)
    one = f"{NEWS}{row.public_id}/"
    assert "Et nej skal have en grund" in says(karen, one, outcome="refuse", words="")
    assert "Vælg en af mulighederne" in says(karen, one, outcome="", words="")
    karen.post(one, {"outcome": "refuse", "words": "Jobbet er på 20 timer."})
    told = says(come_in(ase.person), f"{ALL}{row.public_id}/")
    assert "Jobbet er på 20 timer." in told
    assert "Ankestyrelsen" in told


def test_what_only_adds_stands_at_once_and_the_coach_marks_that_it_was_seen(
    place: Town, ase: Citizen
) -> None:
    sent = {"begins": SOON.isoformat(), "words": "Aarhus"}
    citizen, karen = come_in(ase.person), come_in(place.karen)
    assert "Lovens regler for dig er de samme" in says(citizen, MOVE, **sent)
    citizen.post(MOVE, sent | {"trin": "send"})
    row = SituationChange.objects.get()
    assert row.state == SituationState.STANDS
    assert "Gælder. Ikke set endnu." in says(karen, NEWS)
    karen.post(f"{NEWS}{row.public_id}/", {"outcome": "seen", "words": ""})
    assert "Ingen har fortalt om noget nyt" in says(karen, NEWS)


FAULTS = {
    "no day": ({"begins": "", "words": ""}, "Skriv en dag"),
    "no such day": ({"begins": "31.2.2026", "words": ""}, "Skriv en dag"),
    "too far": ({"begins": "2090-01-01", "words": ""}, "Den ligger ikke mellem"),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_is_said_at_the_field_and_what_was_written_stands(fault: str, ase: Citizen) -> None:
    sent, words = FAULTS[fault]
    answer = come_in(ase.person).post(JOB, sent | {"words": "Ådal Skole", "trin": "send"})
    assert answer.status_code == 400
    page = main(answer.content.decode())
    assert words in page
    assert "Ådal Skole" in page
    assert not SituationChange.objects.exists()


def test_the_sick_and_the_unemployed_are_asked_about_their_own(place: Town, ase: Citizen) -> None:
    sick = town.citizen(
        place.karen,
        name="Syg Borger",
        benefit="benefit:sickness_benefit",
        group="group:sickness_benefit",
    )
    well, ill = says(come_in(ase.person), ALL), says(come_in(sick.person), ALL)
    only_sick = "Jeg ved mere om, hvor længe jeg er syg"
    assert only_sick in ill
    assert only_sick not in well
    assert "når sæsonen begynder" in well
    assert "når sæsonen begynder" not in ill


def test_a_press_of_the_button_twice_tells_it_once(ase: Citizen) -> None:
    citizen = come_in(ase.person)
    first = citizen.post(JOB, ANSWERED | {"trin": "send"})
    second = citizen.post(JOB, ANSWERED | {"trin": "send"})
    assert first.url == second.url
    assert SituationChange.objects.count() == 1


def test_whoever_acts_for_somebody_tells_it_for_them(place: Town, ase: Citizen) -> None:
    helper = bystanders(place, ase)["representative"]
    client = come_in(helper)
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    client.post(JOB, ANSWERED | {"trin": "send"})
    assert SituationChange.objects.get().told_by == helper


def test_a_change_told_by_telephone_is_written_down_and_waits_for_its_paper(
    place: Town, ase: Citizen
) -> None:
    karen, theirs = come_in(place.karen), f"/borgere/{ase.public_id}/aendringer/"
    assert "Borgeren har ikke fortalt om noget endnu" in says(karen, theirs)
    one = f"{theirs}job_on_the_way/"
    check = says(karen, one, **ANSWERED, paper="")
    assert "Papiret er ikke set endnu" in check
    assert not SituationChange.objects.exists(), "a check stores nothing"
    assert karen.post(one, ANSWERED | {"trin": "send"}).url == theirs
    row = SituationChange.objects.get()
    assert row.state == SituationState.WAITING
    assert "Åse Møller" in says(karen, NEWS), "whoever wrote it down may go on with it"
    told = says(come_in(ase.person), f"{ALL}{row.public_id}/")
    assert "Du fortalte det til en medarbejder" in told
    seen = ANSWERED | {"paper": "Kontrakt, 17. maj", "trin": "send", "words": "Ny arbejdsplads"}
    karen.post(one, seen)
    assert SituationChange.objects.get(state=SituationState.STANDS).paper == "Kontrakt, 17. maj"


def test_the_paper_is_laid_beside_it_and_a_wrong_file_loses_nothing(
    place: Town, ase: Citizen
) -> None:
    citizen, sent = come_in(ase.person), ANSWERED | {"trin": "send"}
    wrong = SimpleUploadedFile("kontrakt.exe", b"MZ\x90\x00")
    answer = citizen.post(JOB, sent | {"fil": wrong})
    assert answer.status_code == 400
    assert "Ådal Tømrerforretning" in main(answer.content.decode())
    assert not SituationChange.objects.exists()
    paper = SimpleUploadedFile("kontrakt.txt", "Vi ansætter Åse".encode())
    one = citizen.post(JOB, sent | {"fil": paper}).url
    citizen.post(one, {"trin": "fil", "fil": SimpleUploadedFile("mail.txt", b"Fra chefen")})
    assert "mail.txt" in says(citizen, one)
    row = SituationChange.objects.get()
    read = says(come_in(place.karen), f"{NEWS}{row.public_id}/")
    assert "kontrakt.txt" in read
    assert "mail.txt" in read
