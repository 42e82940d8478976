"""Whoever holds a conversation has it in their day and closes it, whoever the coach is by now."""

from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation
from staasted.apps.org.services import staff_register
from tests import town
from tests.browsing import Browser, main
from tests.happenings import book, hold, utc
from tests.town import LONG_AGO, MONDAY, Town

pytestmark = pytest.mark.django_db
CLOSING = {
    "outcome": "held",
    "minutes": "30",
    "note": "Vi talte om job.",
    "freedom": "check_ins",
    "next_to": "2026-06-20",
    "next_channel": "phone",
}


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8))
    return case


@pytest.fixture
def held(place: Town, ase: Citizen) -> Booking:
    """Booked with Karen; Jens is the coach by then, and the two share no team."""
    booking = book(ase, place.karen)
    counsellor_assign(citizen=ase, counsellor=place.jens, from_on=MONDAY)
    begun = booking.starts_at + timedelta(minutes=1)
    Installation.objects.update(demo_now=begun)
    return booking


@pytest.fixture
def begun(held: Booking):
    with clock.pinned(held.starts_at + timedelta(minutes=1)):
        yield


def address(booking: Booking) -> str:
    return f"/samtaler/{booking.public_id}/afslut/"


def test_the_holder_has_it_in_their_day_without_the_rest_of_the_case(
    place: Town, ase: Citizen, held: Booking, begun: None
) -> None:
    karen = Browser(place.karen)
    day = main(karen.get("/i-dag/"))
    assert "Åse Møller" in day
    assert "Borgeren har en anden coach" in day
    assert address(held) in day
    assert f"/borgere/{ase.public_id}/" not in day
    assert karen.client.get(f"/borgere/{ase.public_id}/").status_code == 404


def test_the_holder_closes_that_one_conversation_and_comes_back_to_the_day(
    place: Town, ase: Citizen, held: Booking, begun: None
) -> None:
    karen = Browser(place.karen)
    page = main(karen.get(address(held)))
    assert "Du afslutter kun denne samtale" in page
    assert "De seneste tre" not in page
    row = ReadLog.objects.latest("id")
    assert (row.citizens, row.purpose) == (f"|{ase.public_id}|", "follow_up")
    sent = karen.client.post(address(held), CLOSING)
    assert (sent.status_code, sent.url) == (302, "/i-dag/")
    assert Conversation.objects.get(booking=held).closed_by_id == place.karen.pk
    assert f"/borgere/{ase.public_id}/" not in main(karen.get(address(held)))


def test_the_coach_of_now_sees_it_too_and_may_close_it(
    place: Town, ase: Citizen, held: Booking, begun: None
) -> None:
    jens = Browser(place.jens)
    assert "Aftalt med Karen Østergård" in main(jens.get("/i-dag/"))
    sent = jens.client.post(address(held), CLOSING)
    assert (sent.status_code, sent.url) == (302, f"/borgere/{ase.public_id}/")


def test_a_protected_name_stands_in_no_list_outside_the_own_caseload(
    place: Town, ase: Citizen, held: Booking, begun: None
) -> None:
    ase.person.protected = True
    ase.person.save()
    assert "Åse Møller" not in main(Browser(place.karen).get("/i-dag/"))
    assert "Åse Møller" in main(Browser(place.jens).get("/i-dag/"))


def test_a_mark_takes_the_conversation_out_of_the_holders_day(
    place: Town, ase: Citizen, held: Booking, begun: None
) -> None:
    town.keep_apart(ase, place.karen)
    karen = Browser(place.karen)
    assert "Åse Møller" not in main(karen.get("/i-dag/"))
    assert karen.client.get(address(held)).status_code == 404


def test_a_colleague_who_does_not_hold_it_meets_nothing(
    place: Town, held: Booking, begun: None
) -> None:
    stranger = staff_register(name="Bo Borte", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    client = Client()
    client.post("/log-ind/", {"person": stranger.public_id})
    assert client.get(address(held)).status_code == 404
