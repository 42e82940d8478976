"""Who has given a time back sees the next ones at once, one tap from each."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.booking.models import Booking, Occupation, Opening
from staasted.apps.booking.services import booking_give_back, booking_move
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from tests import gathering, town
from tests.browsing import Browser, come_in, main
from tests.ending import close_case
from tests.happenings import FIRST, book, free, hold, request, utc
from tests.town import Town

pytestmark = pytest.mark.django_db
TAPS = re.compile(r'<form method="post" action="(/mit-forloeb/book/tjek/[^"]*)"')


@pytest.fixture
def held(place: Town) -> Booking:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return book(case, place.karen, purpose="skills_and_courses")


@pytest.fixture
def own(held: Booking) -> Browser:
    return Browser(held.citizen.person)


def at(held: Booking) -> str:
    return f"/mit-forloeb/samtaler/{held.public_id}/"


def cancelled(own: Browser, held: Booking) -> str:
    return main(own.post(f"{at(held)}afbud/"))


def test_the_page_after_a_cancellation_shows_the_next_times_with_the_own_coach_first(
    place: Town, held: Booking, own: Browser
) -> None:
    place.in_team(place.karen, place.jens)
    shown = cancelled(own, held)
    assert "Vil du have en ny tid?" in shown
    assert shown.index("hos Karen Østergård, telefon") < shown.index("Jens Ågård")
    taps = [each.replace("&amp;", "&") for each in TAPS.findall(shown)]
    assert len(taps) == 4
    slots = free(held.citizen, place.karen, purpose="skills_and_courses")[:3]
    for slot, tap in zip(slots, taps, strict=False):
        assert slot.start.strftime("%Y-%m-%dT%H%%3A%MZ") in tap


def test_one_tap_holds_the_time_and_one_more_books_it(held: Booking, own: Browser) -> None:
    tap = TAPS.findall(cancelled(own, held))[1].replace("&amp;", "&")
    check = own.post(tap, skift="1")
    assert "Vi holder tiden til dig" in check
    assert Occupation.objects.filter(held_for=held.citizen).exists()
    start = re.search(r'name="tid" value="([^"]*)"', check)[1]
    assert "Din samtale er booket" in own.post(tap, tid=start)
    again = own.get(at(held))
    assert "Vil du have en ny tid?" not in again
    assert "/mit-forloeb/samtaler/" in main(again)


def test_without_any_times_the_ways_out_are_there(held: Booking, own: Browser) -> None:
    Opening.objects.update(closed_at=clock.now())
    shown = cancelled(own, held)
    assert "har ingen ledige tider lige nu" in shown
    assert "/venteliste/" in shown
    assert "/ring-op/" in shown


def test_what_we_cancelled_has_new_times_too_and_a_moved_one_has_its_new_time(
    place: Town, held: Booking, own: Browser
) -> None:
    booking_give_back(actor=place.counsellor(), booking=held)
    assert "Vil du have en ny tid?" in own.get(at(held))
    other = book(held.citizen, place.karen)
    later = free(held.citizen, place.karen)[5].start
    booking_move(
        actor=town.acting(held.citizen),
        booking=other,
        counsellor=place.karen,
        request=request(later),
    )
    assert "Vil du have en ny tid?" not in own.get(at(other))


def test_who_was_summoned_or_has_no_coach_is_shown_no_picker(place: Town, held: Booking) -> None:
    newcomer: Citizen = town.citizen(place.karen, name="Nana Ny")
    summons = book(newcomer, place.karen, purpose=FIRST, channel="in_person")
    booking_give_back(actor=place.counsellor(), booking=summons)
    shown = come_in(newcomer.person).get(at(summons)).content.decode()
    assert "Vil du have en ny tid?" not in shown
    booking_give_back(actor=place.counsellor(), booking=held)
    close_case(held.citizen, place.karen)
    closed = come_in(held.citizen.person).get(at(held)).content.decode()
    assert "Vil du have en ny tid?" not in closed


def test_the_page_asks_no_more_than_ten_questions(place: Town, held: Booking, own: Browser) -> None:
    place.in_team(place.karen, place.jens)
    cancelled(own, held)
    with CaptureQueriesContext(connection) as captured:
        own.client.get(at(held))
    assert len(captured) <= 10


def test_a_seat_in_a_meeting_is_no_new_time(place: Town, held: Booking, own: Browser) -> None:
    gathering.join(held.citizen, gathering.meeting(place, purpose=held.purpose))
    assert "Vil du have en ny tid?" in cancelled(own, held)
