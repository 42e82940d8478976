"""I dag: each line says why this person now, once, and leads to the act that helps."""

import html
from datetime import timedelta

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.net import OwnerAs
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.netting import go_through
from tests.talking import wants_help
from tests.town import MONDAY, NOON, Town
from tests.waiting import past_the_first

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    with clock.pinned(NOON):
        return town.citizen(place.karen, starts_on=MONDAY, asked_on=MONDAY)


def shown(who: Person, address: str = "/i-dag/") -> str:
    return html.unescape(main(come_in(who).get(address).content.decode()))


def test_a_conversation_leads_to_what_there_is_to_prepare_by_and_is_then_prepared(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NOON):
        past_the_first(ase)
        booked = book(ase, place.karen)
    way = f'href="/samtaler/{booked.public_id}/forbered/"'
    with clock.pinned(booked.starts_at - timedelta(hours=1)):
        before = shown(place.karen)
        assert before.count(way) == 2  # among the day's conversations, and of who needs me
        assert "Det er ikke forberedt endnu." in before
        come_in(place.karen).get(f"/samtaler/{booked.public_id}/forbered/")
        after = shown(place.karen)
        assert after.count(way) == 1
        assert "Det er ikke forberedt endnu." not in after
    assert Booking.objects.get().prepared_at == booked.starts_at - timedelta(hours=1)


def test_an_alert_says_why_and_by_when_and_rings_where_there_is_a_number(place: Town) -> None:
    with clock.pinned(NOON):
        ase = town.citizen(place.karen)
        past_the_first(ase)
    go_through(MONDAY)
    with clock.pinned(NOON):
        line = shown(place.karen)
        why = "Har hverken en tid, en aftalt dag eller en pause."
        assert f"{why} Gør noget senest tirsdag den 26. maj." in line
        assert f'href="/borgere/{ase.public_id}/book/">Book en tid' in line
        Person.objects.filter(pk=ase.person_id).update(phone="12 34 56 78")
        line = shown(place.karen, "/i-dag/hvem/")
        assert 'href="tel:12345678">Ring 12 34 56 78' in line
        assert line.count('href="tel:12345678"') == 1
    with clock.pinned(NOON + timedelta(days=20)):
        assert "Der skulle være gjort noget senest tirsdag den 26. maj." in shown(place.karen)


def test_whoever_is_to_be_summoned_and_has_nothing_ahead_is_summoned(
    place: Town, ase: Citizen
) -> None:
    go_through(MONDAY)
    with clock.pinned(NOON):
        line = shown(place.karen)
    assert "Har hverken en tid, en aftalt dag eller en pause." in line
    assert f'href="/borgere/{ase.public_id}/indkald/">Indkald' in line


def test_a_watch_the_catalogue_has_no_more_still_stands(place: Town, ase: Citizen) -> None:
    days = {"since_on": MONDAY, "opened_on": MONDAY, "opened_at": NOON}
    whose = {"citizen": ase, "owner": place.karen, "owner_as": OwnerAs.COACH}
    Alert.objects.create(watch="gone", about_key="nothing", **whose, **days)
    with clock.pinned(NOON):
        assert "Nettet holdt øje med noget" in shown(place.karen)


def test_to_say_hello_is_told_where_it_is_the_reason_and_not_beside_another(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NOON):
        wants_help(ase)
        line = shown(place.karen)
    assert "Bad om hjælp" in line
    assert "Sig hej" not in line


def test_the_nets_own_page_is_a_way_of_the_day(place: Town) -> None:
    page = come_in(place.karen).get("/hold-oeje/").content.decode()
    marked = page[page.index('aria-current="true"') - 60 : page.index('aria-current="true"') + 60]
    assert "/i-dag/" in marked
