"""A time that is held while somebody checks it, the place and room one meets in, full days."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.diaries import Wanted
from staasted.apps.booking.ending import bookings_end
from staasted.apps.booking.models import Occupation, OccupationKind, Opening, Resource, ResourceKind
from staasted.apps.booking.place_models import Place, Room
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.searching import search_for, times_read
from staasted.apps.booking.services import booking_cancel, booking_move, slot_book, slot_hold
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from staasted.core.slots import free_times, why_none
from tests import town
from tests.happenings import book, free, request
from tests.town import Town

HELD = timedelta(minutes=10)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def bo(place: Town) -> Citizen:
    return town.citizen(place.karen)


def hold(case: Citizen, place: Town, start: datetime, **wanted: str) -> datetime:
    return slot_hold(citizen=case, counsellor=place.karen, request=request(start, **wanted))


def take(case: Citizen, place: Town, start: datetime, **wanted: str):
    wish = request(start, **wanted)
    return slot_book(actor=town.acting(case), citizen=case, counsellor=place.karen, request=wish)


def test_a_held_time_is_there_for_the_one_it_is_held_for_and_for_nobody_else(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    slot = free(ase, place.karen)[0]
    hold(ase, place, slot.start)
    assert slot in free(ase, place.karen)
    assert slot not in free(bo, place.karen)
    with pytest.raises(SlotRefused, match="slot_taken"):
        take(bo, place, slot.start)
    assert take(ase, place, slot.start).starts_at == slot.start
    assert not Occupation.objects.filter(kind=OccupationKind.HOLD).exists()


def test_after_ten_minutes_a_held_time_is_everybodys_again(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    slot = free(ase, place.karen)[0]
    now = clock.now()
    with clock.pinned(now):
        assert hold(ase, place, slot.start) == now + HELD
    with clock.pinned(now + HELD - timedelta(seconds=1)):
        assert slot not in free(bo, place.karen)
    with clock.pinned(now + HELD):
        assert slot in free(bo, place.karen)
        assert take(bo, place, slot.start).starts_at == slot.start


def test_one_citizen_holds_one_time_and_a_hold_is_no_act(place: Town, ase: Citizen) -> None:
    before = ActLog.objects.count()
    for slot in free(ase, place.karen)[:3]:
        hold(ase, place, slot.start)
        held = Occupation.objects.filter(kind=OccupationKind.HOLD)
        assert {row.starts_at for row in held} == {slot.start}
        assert sorted(row.resource.kind for row in held) == ["citizen", "counsellor"]
    assert ActLog.objects.count() == before


def test_while_moving_by_less_than_its_length_only_the_new_part_is_held(
    place: Town, ase: Citizen
) -> None:
    old = book(ase, place.karen, channel="in_person")
    later = old.starts_at + timedelta(minutes=30)
    wanted = request(later, channel="phone")
    assert later in {slot.start for slot in _free_when_moving(ase, place, old)}
    slot_hold(citizen=ase, counsellor=place.karen, request=wanted, moving=old)
    moved = booking_move(
        actor=town.acting(ase), booking=old, counsellor=place.karen, request=wanted
    )
    assert moved.starts_at == later


def _free_when_moving(case: Citizen, place: Town, moving):
    search = search_for(
        citizen=case,
        counsellor=place.karen,
        purpose=catalog().purposes["job_search"],
        channel=Channel.PHONE,
        now=clock.now(),
        moving=moving,
    )
    return free_times(search)


def test_when_the_case_closes_nothing_is_held_any_more(place: Town, ase: Citizen) -> None:
    hold(ase, place, free(ase, place.karen)[0].start)
    with transaction.atomic():
        bookings_end(actor=town.acting(ase), citizen=ase)
    assert not Occupation.objects.exists()


def test_the_database_refuses_a_booking_in_somebody_elses_hold_and_in_an_absence(
    place: Town, ase: Citizen
) -> None:
    slot = free(ase, place.karen)[0]
    hold(ase, place, slot.start)
    karen = Resource.objects.get(person=place.karen, kind=ResourceKind.COUNSELLOR)
    stretch = {"resource": karen, "starts_at": slot.start, "ends_at": slot.end}
    held = {"kind": OccupationKind.HOLD, "held_for": ase, "until_at": clock.now() + HELD}
    with pytest.raises(IntegrityError), transaction.atomic():
        Occupation.objects.create(**stretch, **held)
    Occupation.objects.create(**stretch, kind=OccupationKind.ABSENCE)  # ill, whoever waits
    Occupation.objects.filter(kind=OccupationKind.HOLD).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Occupation.objects.create(**stretch, **held)


def away(place: Town, start: datetime, end: datetime, kind: str = "absence") -> None:
    karen = Resource.objects.get(person=place.karen, kind=ResourceKind.COUNSELLOR)
    Occupation.objects.create(resource=karen, kind=kind, starts_at=start, ends_at=end)


def why(case: Citizen, place: Town) -> str | None:
    return why_none(
        search_for(
            citizen=case,
            counsellor=place.karen,
            purpose=catalog().purposes["job_search"],
            channel=Channel.PHONE,
            now=clock.now(),
        )
    )


@pytest.mark.parametrize(("kind", "code"), [("absence", "away"), ("outside", "busy_elsewhere")])
def test_who_is_away_or_busy_elsewhere_has_no_times_and_the_page_can_say_so(
    place: Town, ase: Citizen, kind: str, code: str
) -> None:
    away(place, clock.now(), clock.now() + timedelta(days=60), kind)
    assert free(ase, place.karen) == []
    assert why(ase, place) == code


def test_a_day_with_as_many_conversations_as_are_allowed_is_full(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    Resource.objects.filter(person=place.karen).update(most_a_day=1)
    first = book(ase, place.karen)
    days = {slot.start.date() for slot in free(bo, place.karen)}
    assert first.starts_at.date() not in days
    assert days
    booking_cancel(actor=town.acting(ase), booking=first)
    assert first.starts_at.date() in {slot.start.date() for slot in free(bo, place.karen)}


def test_a_pause_lies_around_each_conversation(place: Town, ase: Citizen, bo: Citizen) -> None:
    Resource.objects.filter(person=place.karen).update(pause_minutes=15)
    held = book(ase, place.karen)
    for slot in free(bo, place.karen):
        assert slot.end + timedelta(minutes=15) <= held.starts_at or (
            slot.start >= held.ends_at + timedelta(minutes=15)
        )


@pytest.fixture
def house(place: Town) -> Place:
    """A place with one room, where Karen meets people in all her openings."""
    there = Place.objects.create(name="Rådhuset", address="Torvet 1")
    room = Room.objects.create(place=there, name="Lokale 1")
    Resource.objects.create(kind=ResourceKind.ROOM, room=room)
    Opening.objects.filter(resource__person__in=[place.karen, place.jens]).update(place=there)
    return there


def test_in_person_a_room_of_the_place_is_taken_with_the_two(
    place: Town, ase: Citizen, house: Place
) -> None:
    booking = book(ase, place.karen, channel="in_person")
    assert (booking.place, booking.room.name) == (house, "Lokale 1")
    kinds = booking.occupations.values_list("resource__kind", flat=True)
    assert sorted(kinds) == ["citizen", "counsellor", "room"]
    by_phone = book(ase, place.karen, purpose="skills_and_courses")
    assert (by_phone.place, by_phone.room) == (None, None)


def test_two_coaches_never_meet_people_in_one_room_at_one_time(
    place: Town, ase: Citizen, house: Place
) -> None:
    with_jens = town.citizen(place.jens)
    taken = book(ase, place.karen, channel="in_person")
    times = {slot.start for slot in free(with_jens, place.jens, channel="in_person")}
    assert taken.starts_at not in times
    assert taken.starts_at in {slot.start for slot in free(with_jens, place.jens)}
    another = Room.objects.create(place=house, name="Lokale 2")
    Resource.objects.create(kind=ResourceKind.ROOM, room=another)
    assert taken.starts_at in {s.start for s in free(with_jens, place.jens, channel="in_person")}


def test_without_a_free_room_the_page_can_say_so(place: Town, ase: Citizen, house: Place) -> None:
    room = Resource.objects.get(kind=ResourceKind.ROOM)
    Occupation.objects.create(
        resource=room,
        kind=OccupationKind.ABSENCE,
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(days=60),
    )
    search = search_for(
        citizen=ase,
        counsellor=place.karen,
        purpose=catalog().purposes["job_search"],
        channel=Channel.IN_PERSON,
        now=clock.now(),
    )
    assert why_none(search) == "no_room"


def test_an_opening_kept_for_a_channel_or_purpose_is_not_offered_for_others(
    place: Town, ase: Citizen
) -> None:
    Opening.objects.filter(resource__person=place.karen).update(channels=" phone video ")
    assert free(ase, place.karen)
    assert free(ase, place.karen, channel="in_person") == []
    Opening.objects.filter(resource__person=place.karen).update(purposes=" health_and_daily_life ")
    assert free(ase, place.karen) == []
    assert free(ase, place.karen, purpose="health_and_daily_life")


def test_free_times_ask_the_database_once_also_where_there_are_rooms(
    place: Town, ase: Citizen, house: Place, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert free(ase, place.karen)
    with django_assert_num_queries(1):
        assert free(ase, place.karen, channel="in_person")


def test_a_whole_office_is_searched_as_bits_and_says_the_same_as_each_search(
    place: Town, ase: Citizen, house: Place, django_assert_num_queries
) -> None:
    Resource.objects.filter(person=place.karen).update(pause_minutes=15, most_a_day=2)
    for purpose in ("skills_and_courses", "health_and_daily_life"):
        book(town.citizen(place.karen), place.karen, purpose=purpose, channel="in_person")
    away(place, clock.now() + timedelta(days=3, seconds=1), clock.now() + timedelta(days=4))
    both = [place.karen.pk, place.jens.pk]
    for channel in (Channel.PHONE, Channel.IN_PERSON):
        wanted = Wanted(ase, catalog().purposes["job_search"], channel, clock.now())
        with django_assert_num_queries(1):
            times = times_read(wanted, both)
        for key in both:
            listed = free_times(times.search(key))
            assert len(listed) > 50
            assert times.masks(key).slots() == listed
            assert times.masks(key).slots(1) == listed[:1]
            # Alone, what opens beyond the horizon is read as well: it is never free.
            assert times_read(wanted, [key]).masks(key).slots() == listed
            by_phone = times_read(replace(wanted, channel=Channel.PHONE), both).masks(key)
            assert times.masks(key, Channel.PHONE) == by_phone
