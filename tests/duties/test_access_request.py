"""The duty to let somebody see what there is about them, in time, and to say what is held back."""

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.rights.models import RightsRequest
from tests.browsing import come_in, main
from tests.inviting import who_books
from tests.town import Town

pytestmark = pytest.mark.django_db
PAGE = "/mit-forloeb/rettelser/"
ASKED = {"kind": "access", "part": "conversations", "words": "Alle noter fra foråret"}


def test_one_asks_has_a_day_for_the_answer_and_the_coach_has_it_on_the_list(
    place: Town, ase: Citizen
) -> None:
    own = come_in(ase.person)
    assert own.post(PAGE, ASKED).status_code == 302
    row = RightsRequest.objects.get()
    assert (row.due_on - row.asked_at.date()).days == 28
    assert "15. juni 2026" in main(own.get(PAGE).content.decode())
    waiting = main(come_in(place.karen).get("/rettelser/").content.decode())
    assert "Indsigt" in waiting


def test_what_is_held_back_is_said_with_why_and_how_one_complains(
    place: Town, ase: Citizen
) -> None:
    own, coach = come_in(ase.person), come_in(place.karen)
    own.post(PAGE, ASKED)
    row = RightsRequest.objects.get()
    answer = {"outcome": "partly", "words": "Navnet på en anden borger er taget ud."}
    assert coach.post(f"/rettelser/{row.public_id}/", answer | {"words": ""}).status_code == 400
    coach.post(f"/rettelser/{row.public_id}/", answer)
    page = main(own.get(PAGE).content.decode())
    assert "Navnet på en anden borger er taget ud." in page
    assert "Datatilsynet" in page


def test_a_copy_of_what_there_is_can_be_had_without_asking(ase: Citizen) -> None:
    own = come_in(ase.person)
    assert own.get("/mit-forloeb/journal/pdf/")["Content-Type"] == "application/pdf"
    assert own.get("/mit-forloeb/alt-om-mig/fil/").json()


def test_one_sees_nobody_elses_request(place: Town, ase: Citizen) -> None:
    come_in(ase.person).post(PAGE, ASKED)
    other = who_books(place, name="Bo Friis", email="bo@eksempel.dk")
    assert ASKED["words"] not in come_in(other.person).get(PAGE).content.decode()
