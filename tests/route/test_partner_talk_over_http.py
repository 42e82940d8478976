"""A mentor and a coach write about a citizen, from the first message to the day it is over."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.org.staffing import absence_record
from staasted.apps.talking.models import PartnerMessage
from staasted.core.axes import Holder
from tests import town
from tests.browsing import Browser, come_in, hidden, main
from tests.joining import invite
from tests.partner_talk import CAME_LATE, WE_DO, coach_writes, partner_writes
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def mia(place: Town) -> Person:
    return staff_register(name="Mia Mentor", roles=[Role.PARTNER], from_on=town.LONG_AGO)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def invited(ase: Citizen, mia: Person) -> PartnerInvitation:
    return invite(ase, mia, days=30, purpose="job_search", held_by=Holder.MENTOR)


def theirs(invitation: PartnerInvitation) -> str:
    return f"/partner/{invitation.public_id}/beskeder/"


def coachs(invitation: PartnerInvitation) -> str:
    citizen = invitation.citizen.public_id
    return f"/borgere/{citizen}/samarbejdsparter/{invitation.public_id}/"


def key_of(page: str) -> dict[str, str]:
    return {"noegle": hidden(page)["noegle"]}


def test_from_the_first_message_to_the_day_it_is_over(
    place: Town, ase: Citizen, mia: Person, invited: PartnerInvitation
) -> None:
    partner, coach = Browser(mia), Browser(place.karen)
    room = main(partner.get("/partner/"))
    assert theirs(invited) in room
    page = partner.get(theirs(invited))
    assert "Du skriver med Karen Østergård" in page
    assert "Borgeren kan læse det" in page
    page = partner.post(theirs(invited), words=CAME_LATE, **key_of(page))
    assert CAME_LATE in main(page)
    assert "Ikke læst endnu" in main(page)

    assert "En samarbejdspart skrev" in main(coach.get("/i-dag/"))
    page = coach.get("/beskeder/")
    assert "Mia Mentor har skrevet 1 besked" in main(page)
    page = coach.get(coach.link(main(page), "/samarbejdsparter/"))
    assert CAME_LATE in main(page)
    page = coach.post(coachs(invited), words=WE_DO, **key_of(page))
    assert WE_DO in main(page)
    assert "har skrevet" not in main(coach.get("/beskeder/"))
    assert "En samarbejdspart skrev" not in main(coach.get("/i-dag/"))

    assert "1 ny" in main(partner.get("/partner/"))
    page = main(partner.get(theirs(invited)))
    assert WE_DO in page
    assert "Læst mandag" in page
    assert "1 ny" not in main(partner.get("/partner/"))

    own = come_in(ase.person).get("/mit-forloeb/alt-om-mig/").content.decode()
    assert CAME_LATE in main(own)
    assert WE_DO in main(own)

    with clock.pinned(NOON + 31 * DAY):
        assert Browser(mia).client.get(theirs(invited)).status_code == 404
        after = Browser(place.karen)
        page = main(after.get(f"/borgere/{ase.public_id}/repraesentanter/"))
        page = main(after.get(after.link(page, "/samarbejdsparter/")))
        assert CAME_LATE in page
        assert "kan ikke se det mere" in page
        assert "<textarea" not in page


def test_another_partner_and_one_whose_invitation_is_stopped_find_no_page(
    place: Town, ase: Citizen, mia: Person, invited: PartnerInvitation
) -> None:
    coach_writes(invited, place.karen)
    other = staff_register(name="Bo Bisidder", roles=[Role.PARTNER], from_on=town.LONG_AGO)
    invite(ase, other, held_by=Holder.MENTOR)
    stranger, partner, coach = Browser(other), Browser(mia), Browser(place.karen)
    assert stranger.client.get(theirs(invited)).status_code == 404
    sent = {"words": "Jeg er her også", "noegle": "2222222222"}
    assert stranger.client.post(theirs(invited), sent).status_code == 404
    assert partner.client.get(coachs(invited)).status_code == 403
    coach.post(f"/borgere/{ase.public_id}/repraesentanter/", invitation=invited.public_id)
    assert partner.client.get(theirs(invited)).status_code == 404
    assert partner.client.post(theirs(invited), sent).status_code == 404
    assert PartnerMessage.objects.count() == 1
    assert WE_DO not in main(partner.get("/partner/"))


def test_a_coach_who_writes_too_late_is_told_why_and_loses_nothing(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    browser = Browser(place.karen)
    page = browser.get(coachs(invited))
    browser.post(f"/borgere/{ase.public_id}/repraesentanter/", invitation=invited.public_id)
    sent = {"words": "Kan vi tale sammen om torsdagen?"} | key_of(page)
    answer = browser.client.post(coachs(invited), sent)
    assert answer.status_code == 400
    said = main(answer.content.decode())
    assert "Invitationen er slut" in said
    assert "Kan vi tale sammen om torsdagen?" in said, "nothing typed is lost"
    assert not PartnerMessage.objects.exists()


def test_what_looks_like_a_cpr_number_is_asked_about_once(
    mia: Person, invited: PartnerInvitation
) -> None:
    browser = Browser(mia)
    sent = {"words": "Det er 010190-1234."} | key_of(browser.get(theirs(invited)))
    answer = browser.client.post(theirs(invited), sent)
    assert answer.status_code == 400
    assert not PartnerMessage.objects.exists()
    browser.post(theirs(invited), **(sent | hidden(answer.content.decode())))
    assert PartnerMessage.objects.get().words == "Det er 010190-1234."


def test_an_empty_message_is_refused_in_words(mia: Person, invited: PartnerInvitation) -> None:
    answer = Browser(mia).client.post(theirs(invited), {"words": " ", "noegle": "2222222222"})
    assert answer.status_code == 400
    assert "Skriv din besked først" in answer.content.decode()


def test_a_protected_name_is_shown_to_no_partner(
    place: Town, ase: Citizen, mia: Person, invited: PartnerInvitation
) -> None:
    Person.objects.filter(pk=ase.person_id).update(protected=True)
    browser = Browser(mia)
    for address in ("/partner/", theirs(invited)):
        assert "Møller" not in browser.get(address)


def test_a_team_mate_who_looks_in_marks_nothing_and_cannot_write(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    around = town.bystanders(place, ase)
    client = come_in(around["mate"], purpose="cover")
    page = client.get(coachs(invited))
    assert page.status_code == 200
    assert "<textarea" not in main(page.content.decode())
    sent = {"words": "Hej", "noegle": "2222222222"}
    assert client.post(coachs(invited), sent).status_code == 403
    assert PartnerMessage.objects.get().read_at is None
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    assert "Mia Mentor har skrevet" in main(client.get("/beskeder/").content.decode())
    assert client.post(coachs(invited), sent).status_code == 302
    assert ReadLog.objects.filter(page="partner_talk_with", purpose="cover").exists()


def test_where_nobody_is_there_the_lead_hears_that_it_waits_and_not_what_it_says(
    place: Town, ase: Citizen, invited: PartnerInvitation
) -> None:
    partner_writes(invited)
    lead = come_in(place.lead)
    assert "Åse Møller" not in main(lead.get("/venter-uden-svar/").content.decode())
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    page = main(lead.get("/venter-uden-svar/").content.decode())
    assert "1 besked fra en samarbejdspart" in page
    assert CAME_LATE not in page
