"""Jeg er her: the citizen taps it, the desk marks it, the counsellor sees it on the day."""

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.org.clock import clock
from staasted.apps.org.services import staff_register
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, hold, utc
from tests.town import LONG_AGO, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(place: Town) -> Booking:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return book(case, place.karen, channel="in_person")


def test_the_button_is_there_when_it_is_time_and_the_counsellor_sees_it(
    place: Town, held: Booking
) -> None:
    own = Browser(held.citizen.person)
    assert "Jeg er her" not in own.get("/mit-forloeb/")
    with clock.pinned(held.starts_at):
        own = Browser(held.citizen.person)
        for page in ("/mit-forloeb/", f"/mit-forloeb/samtaler/{held.public_id}/"):
            assert "Jeg er her" in own.get(page)
        noted = own.post(f"/mit-forloeb/samtaler/{held.public_id}/her/")
        assert "Din coach kan se, at du er her" in noted
        assert "Jeg er her" not in own.get("/mit-forloeb/")
        assert "Er her siden" in Browser(place.karen).get("/i-dag/")


def test_the_desk_marks_and_takes_back(place: Town, held: Booking) -> None:
    frida = staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=LONG_AGO)
    person = f"/reception/{held.citizen.public_id}/"
    at = f"{person}samtaler/{held.public_id}/ankomst/"
    assert "Er kommet" not in Browser(frida).get(person)
    early = Browser(frida).client.post(at)
    assert early.status_code == 409
    with clock.pinned(held.starts_at):
        desk = Browser(frida)
        assert "Er kommet" in desk.get(person)
        assert "Fortryd ankomst" in desk.post(at)
        assert "Er kommet" in desk.post(at, fortryd="1")
    held.refresh_from_db()
    assert held.arrived_at is None


def test_too_soon_is_said_in_words(held: Booking) -> None:
    own = Browser(held.citizen.person)
    answer = own.client.post(f"/mit-forloeb/samtaler/{held.public_id}/her/")
    assert answer.status_code == 409
    assert "receptionen" in answer.content.decode()
