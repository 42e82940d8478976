"""The visitor chooses the language; nobody else is spoken to in it."""

import pytest
from django.test import Client

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.services import booking_cancel
from staasted.apps.org.languages import language_choose
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.models import Message
from staasted.catalog.language import Language, speaking, spoken
from staasted.jobs.worker import work_off
from staasted.web.ui.language import COOKIE
from tests.files import administrator, upload
from tests.happenings import book
from tests.outgoing import reachable
from tests.town import Town

pytestmark = pytest.mark.django_db
ENGLISH = {"language": "en", "next": "/hjaelp/"}


@pytest.fixture
def visitor(place: Town) -> Client:
    """Somebody in a browser, not logged in."""
    return Client()


def test_a_page_is_danish_until_somebody_chooses(visitor: Client) -> None:
    answer = visitor.get("/hjaelp/", headers={"accept-language": "en-GB,en;q=0.9"})
    page = answer.content.decode()
    assert '<html lang="da">' in page
    assert (
        '<button type="submit" class="function-link" name="language" value="en" lang="en">' in page
    )
    assert answer["Content-Language"] == "da"
    assert "Cookie" in answer["Vary"]


def test_a_choice_leads_back_to_the_page_and_is_remembered(visitor: Client) -> None:
    assert visitor.post("/sprog/", ENGLISH)["Location"] == "/hjaelp/"
    answer = visitor.get("/hjaelp/")
    assert '<html lang="en">' in answer.content.decode()
    assert "<h1>Get help</h1>" in answer.content.decode()
    assert answer["Content-Language"] == "en"
    assert 'value="da" lang="da"' in answer.content.decode()
    visitor.post("/sprog/", ENGLISH | {"language": "da"})
    assert '<html lang="da">' in visitor.get("/hjaelp/").content.decode()


def test_no_other_language_and_no_other_house_is_led_to(visitor: Client) -> None:
    assert visitor.post("/sprog/", {"language": "fr"}).status_code == 400
    assert visitor.post("/sprog/", ENGLISH | {"next": "https://x.example/"})["Location"] == "/"
    visitor.cookies[COOKIE] = "<script>"
    assert '<html lang="da">' in visitor.get("/hjaelp/").content.decode()


def test_what_went_wrong_is_said_in_the_language_too(visitor: Client) -> None:
    visitor.cookies[COOKIE] = "en"
    assert "We cannot find the page" in visitor.get("/findes-ikke/").content.decode()
    refused = Client(enforce_csrf_checks=True, headers={"cookie": f"{COOKIE}=en"})
    assert "The page has been open too long" in refused.post("/sprog/", ENGLISH).content.decode()


def test_one_visitors_language_never_reaches_the_next(visitor: Client) -> None:
    visitor.cookies[COOKIE] = "en"
    visitor.get("/hjaelp/")
    assert spoken() is Language.DANISH
    assert "Få hjælp" in Client().get("/hjaelp/").content.decode()


def test_somebody_logged_in_keeps_their_language_in_another_browser(place: Town) -> None:
    first, second = Client(), Client()
    first.post("/log-ind/", {"person": place.karen.public_id})
    first.post("/sprog/", ENGLISH)
    second.post("/log-ind/", {"person": place.karen.public_id})
    assert '<html lang="en">' in second.get("/i-dag/").content.decode()
    chosen = ActLog.objects.get(act="language_choose")
    assert chosen.facts == {"language": "en"}


def test_who_comes_in_on_english_pages_has_chosen_them(place: Town, visitor: Client) -> None:
    case = reachable(place)
    visitor.post("/sprog/", ENGLISH)
    visitor.post("/log-ind/", {"person": case.person.public_id})
    case.person.refresh_from_db()
    assert case.person.language == "en"


def test_a_letter_follows_its_receivers_language_whoever_acts(place: Town) -> None:
    case = reachable(place)
    language_choose(person=case.person, language=Language.ENGLISH)
    booking = book(case, place.karen)
    booking_cancel(actor=place.counsellor(), booking=booking)
    assert Message.objects.get(kind="cancelled_by_us").title.startswith("We have to cancel")


def test_the_worker_tells_of_a_file_in_the_language_of_whoever_sent_it(place: Town) -> None:
    ulla = administrator("Ulla Nør")
    language_choose(person=ulla, language=Language.ENGLISH)
    file = upload(actor_for(person=ulla, role=Role.ADMINISTRATOR), "")
    work_off()
    file.refresh_from_db()
    assert file.failure["reason"] == "The file is empty."
    assert spoken() is Language.DANISH


def test_a_danish_receiver_is_not_written_to_in_the_language_of_who_acts(place: Town) -> None:
    case = reachable(place)
    with speaking(Language.ENGLISH):
        book(case, place.karen)
    assert "Din samtale er booket" in Message.objects.get(kind="booked").title
