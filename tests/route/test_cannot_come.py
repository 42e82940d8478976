"""Jeg kan ikke komme: one tap, new times at once, and what cannot be cancelled is told."""

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.talking.models import TalkMessage
from tests import town
from tests.browsing import come_in, main
from tests.happenings import FIRST, JOB_SEARCH, book, hold, utc
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db
PAGE = "/mit-forloeb/jeg-kan-ikke-komme/"


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def test_one_tap_gives_the_time_back_and_shows_new_ones(place: Town, ase: Citizen) -> None:
    held, client = book(ase, place.karen, purpose=JOB_SEARCH), come_in(ase.person)
    shown = main(client.get(PAGE).content.decode())
    assert "Det afgør kommunen" in shown, "the sentence on the benefit stands beside the button"
    receipt = main(client.get(f"/mit-forloeb/samtaler/{held.public_id}/").content.decode())
    assert PAGE in receipt
    said = client.post(PAGE, {"samtale": held.public_id}, follow=True).content.decode()
    assert "Vil du have en ny tid?" in main(said)
    held.refresh_from_db()
    assert held.outcome == "cancelled_by_citizen"
    assert "ingen tider foran dig" in main(client.get(PAGE).content.decode())


def test_a_summons_is_not_cancelled_and_the_coach_is_told_once(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=town.MONDAY)
    held = book(case, place.karen, purpose=FIRST, channel="in_person")
    client = come_in(case.person)
    assert "Giv coachen besked" in main(client.get(PAGE).content.decode())
    for _ in range(2):
        said = client.post(PAGE, {"samtale": held.public_id}, follow=True).content.decode()
        assert "Tiden står der stadig." in main(said)
    held.refresh_from_db()
    assert held.outcome is None
    assert "Jeg kan ikke komme til vores samtale" in TalkMessage.objects.get().words
    assert "Åse Møller" in main(come_in(place.karen).get("/beskeder/").content.decode())


def test_somebody_elses_time_is_not_there(place: Town, ase: Citizen) -> None:
    other = town.citizen(place.karen, name="Bo Friis")
    held = book(other, place.karen, purpose=FIRST, channel="in_person")
    assert come_in(ase.person).post(PAGE, {"samtale": held.public_id}).status_code == 404
    assert Booking.objects.get(pk=held.pk).outcome is None
