"""A case closed to a relative or a colleague: marked on a page, and opened again."""

import pytest
from django.test import Client

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.org.staffing import absence_record
from tests import town
from tests.browsing import come_in
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    place.in_team(place.karen, place.jens)
    return town.citizen(place.karen)


def mark(client: Client, case: Citizen, staff: str, kind: str = "relative"):
    return client.post(f"/borgere/{case.public_id}/taet-paa/", {"staff": staff, "kind": kind})


def test_a_colleague_who_is_a_relative_meets_the_case_no_more(place: Town, ase: Citizen) -> None:
    jens = come_in(place.jens, purpose="cover")
    assert jens.get(f"/borgere/{ase.public_id}/").status_code == 200
    assert mark(come_in(place.karen, purpose="cover"), ase, place.jens.public_id).status_code == 302
    assert jens.get(f"/borgere/{ase.public_id}/").status_code == 404
    shown = (
        come_in(place.karen, purpose="cover")
        .get(f"/borgere/{ase.public_id}/taet-paa/")
        .content.decode()
    )
    assert "I familie eller venner" in shown
    assert ActLog.objects.filter(act="conflict_mark").count() == 1


def test_a_mark_is_taken_back_and_the_row_stays(place: Town, ase: Citizen) -> None:
    karen = come_in(place.karen, purpose="cover")
    mark(karen, ase, place.jens.public_id)
    row = Conflict.objects.get()
    karen.post(f"/borgere/{ase.public_id}/taet-paa/", {"slut": row.public_id})
    assert Conflict.objects.count() == 1
    assert come_in(place.jens, purpose="cover").get(f"/borgere/{ase.public_id}/").status_code == 200
    gone = karen.post(f"/borgere/{ase.public_id}/taet-paa/", {"slut": row.public_id})
    assert gone.status_code == 409


def test_who_covers_ends_no_mark_before_saying_what_for(place: Town, ase: Citizen) -> None:
    absence_record(actor=town.operator, person=place.karen, from_on=MONDAY, to_on=MONDAY)
    row = town.keep_apart(ase, place.lead)
    own = town.citizen(place.jens, name="Bo Friis")
    sent, address = {"slut": row.public_id}, f"/borgere/{own.public_id}/taet-paa/"
    assert come_in(place.jens).post(address, sent).status_code == 404
    assert Conflict.objects.get().to_on is None
    assert come_in(place.jens, purpose="cover").post(address, sent).status_code == 302
    assert Conflict.objects.get().to_on is not None


def test_a_coach_who_knows_the_citizen_marks_themself_and_is_sent_on(
    place: Town, ase: Citizen
) -> None:
    karen = come_in(place.karen, purpose="cover")
    answer = mark(karen, ase, place.karen.public_id, "colleague")
    assert answer.url == "/borgere/"
    assert "Lederen finder en anden coach" in karen.get("/borgere/").content.decode()
    assert karen.get(f"/borgere/{ase.public_id}/").status_code == 404
    lead = Client()
    lead.post("/log-ind/", {"person": place.lead.public_id})
    assert ase.person.name in lead.get("/niveau/uden-coach/").content.decode()


@pytest.mark.parametrize(
    ("staff", "kind"), [("", "relative"), ("ukendt0000", "relative"), ("jens", ""), ("jens", "ven")]
)
def test_what_is_not_on_the_list_marks_nobody(
    place: Town, ase: Citizen, staff: str, kind: str
) -> None:
    staff = place.jens.public_id if staff == "jens" else staff
    answer = mark(come_in(place.karen, purpose="cover"), ase, staff, kind)
    assert answer.status_code == 400
    assert "Vælg" in answer.content.decode()
    assert not Conflict.objects.exists()


def test_the_same_mark_twice_is_said_to_stand(place: Town, ase: Citizen) -> None:
    karen = come_in(place.karen, purpose="cover")
    mark(karen, ase, place.jens.public_id)
    assert mark(karen, ase, place.jens.public_id).status_code == 400
    assert Conflict.objects.count() == 1
