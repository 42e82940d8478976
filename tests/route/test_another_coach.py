"""A citizen asks for another coach, a lead decides, and the citizen sees how it goes."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.cases.models import CoachWish
from staasted.apps.cases.wishes import wish_make
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.org.models import Person
from tests import town
from tests.browsing import come_in
from tests.ending import close_case
from tests.town import MONDAY, Town, bystanders

pytestmark = pytest.mark.django_db

WISH, WISHES = "/mit-forloeb/coach/", "/oensker-om-coach/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def says(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def wish(case: Citizen, words: str = "") -> CoachWish:
    return wish_make(actor=town.acting(case), citizen=case, words=words)


def test_a_wish_needs_no_reason_and_waits_for_a_lead(place: Town, ase: Citizen) -> None:
    citizen = come_in(ase.person)
    assert "Du behøver ikke sige hvorfor" in says(citizen, WISH)
    assert citizen.post(WISH, {"ord": ""}).url == WISH
    assert "Dit ønske er sendt" in says(citizen, WISH)
    assert "Borgeren har ikke skrevet hvorfor" in says(come_in(place.lead), WISHES)
    assert ReadLog.objects.latest("id").citizens == f"|{ase.public_id}|"


def test_the_lead_changes_the_coach_and_the_citizen_sees_it(place: Town, ase: Citizen) -> None:
    row = wish(ase, "Vi taler forbi hinanden.")
    lead = come_in(place.lead)
    page = says(lead, WISHES)
    assert "Vi taler forbi hinanden." in page
    assert "Coach nu: Karen Østergård" in page
    sent = {"oenske": row.public_id, "coach": place.jens.public_id, "svar": "Velkommen til Jens."}
    assert lead.post(WISHES, sent).url == WISHES
    held = CounsellorAssignment.objects.get(citizen=ase, to_on=None)
    assert (held.counsellor, held.from_on) == (place.jens, MONDAY)
    citizen = says(come_in(ase.person), WISH)
    assert "Du fik en anden coach, Jens Ågård" in citizen
    assert "Velkommen til Jens." in citizen
    granted = ActLog.objects.get(act="coach_wish_grant")
    assert granted.facts == {"counsellor": place.jens.public_id}


def test_the_lead_may_answer_kindly_without_a_change(place: Town, ase: Citizen) -> None:
    row, lead = wish(ase), come_in(place.lead)
    lead.post(WISHES, {"oenske": row.public_id, "coach": "", "svar": "Lad os tale om det."})
    assert CounsellorAssignment.objects.get().counsellor == place.karen
    assert "Lad os tale om det." in says(come_in(ase.person), WISH)
    assert "Ingen ønsker venter" in says(lead, WISHES)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"coach": "", "svar": " "}, "hverken valgt en coach"),
        ({"coach": "2222222222", "svar": ""}, "kan ikke være coach"),
        ({"coach": "", "svar": "x" * 2001}, "højst være 2000 tegn"),
    ],
)
def test_an_answer_is_a_coach_or_words_and_says_what_is_wrong(place, ase, sent, why) -> None:
    row = wish(ase)
    page = come_in(place.lead).post(WISHES, {"oenske": row.public_id, **sent})
    assert page.status_code == 400
    assert why in page.content.decode()
    row.refresh_from_db()
    assert row.state == "open"


def test_nobody_becomes_coach_of_a_case_that_is_marked_for_them(place: Town, ase: Citizen) -> None:
    relative = bystanders(place, ase)["relative"]
    row = wish(ase)
    sent = {"oenske": row.public_id, "coach": relative.public_id, "svar": ""}
    assert come_in(place.lead).post(WISHES, sent).status_code == 400
    assert CounsellorAssignment.objects.get().counsellor == place.karen


def test_one_wish_waits_at_a_time_and_the_database_holds_it(place: Town, ase: Citizen) -> None:
    wish(ase)
    again = come_in(ase.person).post(WISH, {"ord": "igen"})
    assert again.status_code == 400
    assert "Dit ønske er der allerede" in again.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoachWish.objects.create(citizen=ase, state="open", made_at=town.NOON)


def test_a_wish_is_taken_back_and_another_may_be_made(place: Town, ase: Citizen) -> None:
    wish(ase)
    citizen = come_in(ase.person)
    citizen.post(WISH, {"tilbage": "ja"})
    assert "Ønsket blev taget tilbage" in says(citizen, WISH)
    citizen.post(WISH, {"ord": "Jeg vil gerne prøve en anden."})
    assert list(CoachWish.objects.order_by("id").values_list("state", flat=True)) == [
        "taken_back",
        "open",
    ]


def test_a_wish_that_was_answered_is_not_answered_again(place: Town, ase: Citizen) -> None:
    row, lead = wish(ase), come_in(place.lead)
    sent = {"oenske": row.public_id, "coach": "", "svar": "Vi taler om det."}
    lead.post(WISHES, sent)
    again = lead.post(WISHES, sent | {"coach": place.jens.public_id})
    assert again.status_code == 400
    assert CounsellorAssignment.objects.get().counsellor == place.karen


def test_a_protected_name_is_not_on_the_leads_list(place: Town, ase: Citizen) -> None:
    Person.objects.filter(pk=ase.person_id).update(protected=True)
    wish(ase)
    assert "Åse" not in says(come_in(place.lead), WISHES)


def test_a_closed_case_waits_for_no_coach(place: Town, ase: Citizen) -> None:
    wish(ase)
    close_case(ase, place.karen)
    assert CoachWish.objects.get().state == "taken_back"
    assert "Ingen ønsker venter" in says(come_in(place.lead), WISHES)
