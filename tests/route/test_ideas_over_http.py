"""An idea from the form to the answer, and on to what everybody can read."""

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.ideas.models import Change, Idea
from staasted.web.ui.language import COOKIE
from tests import town
from tests.browsing import come_in, main
from tests.ending import close_case
from tests.telling_ideas import CHANGED, SAID, WORDS, answers, publishes, tells
from tests.town import Town

pytestmark = pytest.mark.django_db

TELL, LIST, CHANGES = "/sig-det/", "/ideer/", "/det-aendrede-vi/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def says(client: object, address: str) -> str:
    return main(client.get(address, follow=True).content.decode())  # type: ignore[attr-defined]


def test_an_idea_is_told_answered_and_published(place: Town, ase: Citizen, client: object) -> None:
    citizen, lead = come_in(ase.person), come_in(place.lead)
    assert citizen.post(TELL, {"kind": "idea", "told": WORDS}).url == TELL
    assert "mandag den 1. juni 2026" in says(citizen, TELL)
    idea = Idea.objects.get()
    one = f"{LIST}{idea.public_id}/"
    assert WORDS in says(lead, LIST)
    assert "Åse" not in says(lead, one)
    lead.post(one, {"ser-paa": "ja"})
    assert "Vi ser på det" in says(citizen, TELL)
    sent = lead.post(one, {"outcome": "done", "answer": "Ja, om torsdagen."})
    assert sent.url == f"{one}offentlig/"
    assert "Ja, om torsdagen." in says(citizen, TELL)
    lead.post(sent.url, {"said": SAID, "changed": CHANGED})
    public = says(client, CHANGES)
    assert SAID in public
    assert CHANGED in public
    assert WORDS not in public


def test_what_was_typed_is_there_when_it_is_refused(ase: Citizen) -> None:
    answer = come_in(ase.person).post(TELL, {"kind": "fault", "told": "Mit nummer 0101901234"})
    assert answer.status_code == 400
    page = main(answer.content.decode())
    assert "ligner et CPR-nummer" in page
    assert "Mit nummer 0101901234" in page
    assert not Idea.objects.exists()


def test_what_was_typed_to_be_published_is_there_when_it_is_refused(
    place: Town, ase: Citizen
) -> None:
    idea = answers(place, tells(ase))
    half = {"said": SAID, "changed": CHANGED, "said_en": "It was hard."}
    answer = come_in(place.lead).post(f"{LIST}{idea.public_id}/offentlig/", half)
    assert answer.status_code == 400
    assert "It was hard." in main(answer.content.decode())
    assert not Change.objects.exists()


def test_everybody_reads_danish_where_there_is_no_english(
    place: Town, ase: Citizen, client: object
) -> None:
    publishes(place, answers(place, tells(ase)))
    client.cookies[COOKIE] = "en"  # type: ignore[attr-defined]
    assert f'lang="da">{SAID}' in says(client, CHANGES)


def test_a_lead_takes_down_what_should_not_have_been_said(place: Town, ase: Citizen) -> None:
    change = publishes(place, answers(place, tells(ase)))
    lead = come_in(place.lead)
    lead.post(f"{LIST}aendringer/", {"tag-ned": change.public_id})
    assert SAID not in says(lead, CHANGES)
    assert lead.post(f"{LIST}aendringer/", {"tag-ned": "nonsense"}).status_code == 404


def test_a_lead_narrows_the_list_down(place: Town, ase: Citizen) -> None:
    tells(ase)
    lead = come_in(place.lead)
    for address, there in ((f"{LIST}?fra=citizen", True), (f"{LIST}?slags=fault", False)):
        assert (WORDS in says(lead, address)) is there
    assert lead.get(f"{LIST}?slags=zzz&fra=<b>&vis=x").status_code == 200


def test_citizens_see_what_was_answered_on_a_closed_case_too(place: Town, ase: Citizen) -> None:
    answers(place, tells(ase))
    close_case(ase, place.karen)
    assert "Ja, fra maj." in says(come_in(ase.person, Role.CITIZEN.value), TELL)
