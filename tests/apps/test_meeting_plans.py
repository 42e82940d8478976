"""What a meeting may be, and when its holder and its room are free for it."""

from datetime import time, timedelta

import pytest

from staasted.apps.booking.models import Occupation
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.making import meeting_cancel, meeting_make
from staasted.apps.meetings.models import GroupMeeting
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from tests import town
from tests.gathering import DAY, a_room, meeting, plan
from tests.happenings import book
from tests.town import Town, danish

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(place: Town) -> GroupMeeting:
    return meeting(place)


@pytest.fixture
def people(place: Town) -> list[Citizen]:
    return [town.citizen(place.karen)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "meeting_without_title"),
        ({"seats": 0}, "meeting_seats"),
        ({"seats": 501}, "meeting_seats"),
        ({"ends_at": danish(DAY, time(9))}, "meeting_time"),
        ({"ends_at": danish(DAY, time(18, 1))}, "meeting_time"),
        ({"at": danish(town.MONDAY, time(11))}, "meeting_time"),
        ({"channel": Channel.IN_PERSON}, "meeting_without_place"),
        ({"join_until_at": danish(DAY, time(10, 1))}, "meeting_join_until"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    place: Town, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        meeting(place, **wrong)
    assert not GroupMeeting.objects.exists()
    assert not Occupation.objects.exists()


def test_somebody_who_is_no_coach_holds_no_meeting(place: Town) -> None:
    with pytest.raises(DomainError, match="meeting_holder"):
        meeting_make(actor=place.counsellor(), plan=plan(place.lead))


def test_holder_and_room_are_in_one_place_at_a_time(place: Town, held: GroupMeeting) -> None:
    with pytest.raises(DomainError, match="meeting_holder_taken"):
        meeting(place)
    where = a_room()
    there = {"channel": Channel.IN_PERSON, "place": where.place, "room": where}
    with pytest.raises(DomainError, match="meeting_room_too_small"):
        meeting(place, at=held.ends_at, seats=21, **there)
    with pytest.raises(DomainError, match="meeting_room_elsewhere"):
        meeting(place, at=held.ends_at, **(there | {"place": a_room(name="Loftet").place}))
    meeting_make(actor=place.counsellor(), plan=plan(place.jens, **there))
    karens = plan(place.karen, at=held.ends_at - timedelta(hours=1), **there)
    meeting_cancel(actor=place.counsellor(), meeting=held, because="Syg")
    with pytest.raises(DomainError, match="meeting_room_taken"):
        meeting_make(actor=place.counsellor(), plan=karens)


def test_a_conversation_stands_in_the_way_of_a_meeting(place: Town, people: list[Citizen]) -> None:
    booking = book(people[0], place.karen)
    with pytest.raises(DomainError, match="meeting_holder_taken"):
        meeting(place, at=booking.starts_at - timedelta(hours=1))
