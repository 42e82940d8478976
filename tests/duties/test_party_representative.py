"""The duty to let somebody else speak and write for the citizen, as far as their power goes."""

import pytest

from staasted.apps.citizens.models import Citizen
from tests.browsing import come_in, main
from tests.hearings import INTENDS, asks
from tests.talking import posts
from tests.town import Town, bystanders

pytestmark = pytest.mark.django_db


def test_a_representative_reads_letters_answers_the_hearing_and_has_the_journal(
    place: Town, ase: Citizen
) -> None:
    letter, row = posts(ase, place.karen), asks(ase, place.karen)
    client = come_in(bystanders(place, ase)["representative"])
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    paper = client.get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    assert paper["Content-Type"] == "application/pdf"
    assert INTENDS in main(client.get("/mit-forloeb/hoering/").content.decode())
    client.post("/mit-forloeb/hoering/", {"hoering": row.public_id, "svar": "Hun var syg."})
    row.refresh_from_db()
    assert row.answer == "Hun var syg."
    assert row.answered_by != ase.person
    assert "Hun var syg." in main(client.get("/mit-forloeb/journal/").content.decode())


def test_whoever_has_no_power_meets_nothing(place: Town, ase: Citizen) -> None:
    row = asks(ase, place.karen)
    client = come_in(bystanders(place, ase)["mate"])
    for address in ("/mit-forloeb/hoering/", "/mit-forloeb/journal/"):
        assert client.get(address).status_code in (302, 403, 404)
    client.post("/mit-forloeb/hoering/", {"hoering": row.public_id, "svar": "Nej"})
    row.refresh_from_db()
    assert row.answer == ""
