"""What somebody has written stands on the page when the act is refused."""

import pytest
from django.test import Client

from staasted.apps.booking.models import Booking
from staasted.apps.org.clock import clock
from tests import town
from tests.happenings import book, close
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db

FORM = {
    "outcome": "held",
    "minutes": "30",
    "note": "En lang og vigtig note.",
    "freedom": "check_ins",
    "next_to": "2026-06-20",
    "next_channel": "phone",
}


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def booking(place: Town) -> Booking:
    return book(town.citizen(place.karen), place.karen)


def karen(place: Town) -> Client:
    client = Client()
    client.post("/log-ind/", {"person": place.karen.public_id})
    return client


def test_a_note_to_a_conversation_closed_meanwhile_stays_on_the_page(
    place: Town, booking: Booking
) -> None:
    close(booking, note="Den anden var først.")
    with clock.pinned(booking.ends_at):
        answer = karen(place).post(f"/samtaler/{booking.public_id}/afslut/", FORM)
    assert answer.status_code == 409
    assert FORM["note"] in answer.content.decode()


def test_a_note_sent_too_early_stays_on_the_page(place: Town, booking: Booking) -> None:
    answer = karen(place).post(f"/samtaler/{booking.public_id}/afslut/", FORM)
    assert answer.status_code == 400
    assert FORM["note"] in answer.content.decode()


def test_the_same_form_sent_twice_goes_to_the_citizen_both_times(
    place: Town, booking: Booking
) -> None:
    client = karen(place)
    with clock.pinned(booking.ends_at):
        answers = [client.post(f"/samtaler/{booking.public_id}/afslut/", FORM) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}


@pytest.mark.parametrize("start", ["9999-12-31T23:59Z", "0001-01-01T00:00Z", "x" * 5000])
def test_a_time_at_the_end_of_the_calendar_is_no_time(place: Town, start: str) -> None:
    client = Client()
    client.post("/log-ind/", {"person": town.citizen(place.karen).person.public_id})
    answer = client.get("/mit-forloeb/book/tjek/", {"formaal": "job_search", "tid": start})
    assert answer.status_code == 302


def test_a_step_of_five_thousand_digits_is_the_first(place: Town) -> None:
    client = Client()
    client.post("/log-ind/", {"person": town.citizen(place.karen).person.public_id})
    assert client.post("/mit-forloeb/spoergsmaal/", {"til": "9" * 5000}).status_code == 200
