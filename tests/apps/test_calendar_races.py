"""Calendars read, sent and taken away while others book: nobody waits for ever, nothing is left."""

import pytest

from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.services import slot_book
from staasted.apps.calendars.feeds import feed_make, feed_read
from staasted.apps.calendars.fetching import calendars_fetch
from staasted.apps.calendars.models import Feed, OutsideCalendar, OutsideTime
from staasted.apps.calendars.outside import calendar_remove
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.clock import clock
from tests import town
from tests.apps.ics import file_of
from tests.apps.outside_world import MORNING, outside_world, sent, told
from tests.happenings import free, request
from tests.racing import all_at_once
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(transactional_db: None) -> Town:
    return build_town()


def test_a_calendar_that_is_taken_away_while_it_is_read_leaves_nothing(place: Town) -> None:
    with outside_world() as world, clock.pinned(NOON):
        world.content = file_of(MORNING)
        keys = [told(place, world, name).public_id for name in "ABCD"]
        reads = [lambda: calendars_fetch(now=NOON) for _ in range(4)]
        goes = [
            lambda key=key: calendar_remove(actor=place.counsellor(), public_id=key) for key in keys
        ]
        all_at_once([*reads, *goes])
    assert not OutsideCalendar.objects.exists()
    assert not OutsideTime.objects.exists()
    assert not Occupation.objects.filter(kind="outside").exists()


def test_who_books_while_a_calendar_is_taken_in_is_booked_or_told_why(place: Town) -> None:
    with clock.pinned(NOON):
        cases = [town.citizen(place.karen, name=f"Borger {n}") for n in range(8)]
        starts = [slot.start for slot in free(cases[0], place.karen) if slot.start.day == 20]
        books = [
            lambda case=case, start=start: _book(case, place, start)
            for case, start in zip(cases, starts, strict=False)
        ]
        done = all_at_once([*books, lambda: sent(place, MORNING)])
    booked = [each for each in done if isinstance(each, Booking)]
    refused = [each for each in done if isinstance(each, SlotRefused)]
    assert len(booked) + len(refused) == len(books)
    (outside,) = Occupation.objects.filter(kind="outside")
    over = [b for b in booked if b.starts_at < outside.ends_at and b.ends_at > outside.starts_at]
    taken = Occupation.objects.filter(resource=outside.resource, booking__in=over)
    assert not taken.filter(pk__gt=outside.pk).exists(), "nothing is booked there afterwards"


def _book(case: object, place: Town, start: object) -> Booking:
    wanted = request(start)
    return slot_book(actor=town.acting(case), citizen=case, counsellor=place.karen, request=wanted)


def test_of_many_new_addresses_at_once_one_leads_somewhere(place: Town) -> None:
    with clock.pinned(NOON):
        case = town.citizen(place.karen)
        secrets = all_at_once([lambda: feed_make(actor=town.acting(case)) for _ in range(8)])
        assert Feed.objects.count() == 1
        assert [_leads(secret) for secret in secrets].count(True) == 1


def _leads(secret: object) -> bool:
    try:
        feed_read(str(secret), asked_from="192.0.2.7", now=NOON)
    except NotYours:
        return False
    return True
