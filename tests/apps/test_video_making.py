"""Rooms somebody outside makes: asked for by the worker, tried again, never lost, ended."""

from datetime import timedelta

import pytest

from staasted.apps.booking.models import VideoMeeting
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.booking.video_making import videos_failing
from staasted.apps.citizens.models import Citizen
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.ports.video import Made, Meeting, NotMade
from tests import town
from tests.happenings import free, request
from tests.reminding import with_phone
from tests.rooms import Rooms, on_video, room, rooms, waiting, worked
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return with_phone(place)


def test_where_somebody_outside_is_asked_the_worker_asks_and_the_citizen_is_told(
    place: Town, ase: Citizen
) -> None:
    with rooms(Rooms()) as asked:
        on_video(ase, place)
        assert asked.asked == []  # nobody waits for a server while a time is taken
    assert room().state == "wanted"
    worked(asked)
    assert (room().state, room().ref) == ("ready", "ref-1")
    told = waiting(ase.person)
    assert room().address in told["video-email"].body
    assert room().address in told["reminder_hours-email"].body


def test_until_there_is_a_link_the_reminder_names_the_page_it_comes_on(
    place: Town, ase: Citizen, settings: object
) -> None:
    house = {"public_url": "https://aadal.dk"}
    settings.STAASTED = settings.STAASTED.model_copy(update=house)
    with rooms(Rooms()):
        booking = on_video(ase, place)
    body = waiting(ase.person)["reminder_hours-email"].body
    assert f"finder du her: https://aadal.dk/mit-forloeb/samtaler/{booking.public_id}/" in body


def test_what_is_not_made_is_tried_again_later_with_the_same_key_and_shown(
    place: Town, ase: Citizen
) -> None:
    with rooms(Rooms()):
        on_video(ase, place)
    away = Rooms(NotMade("video_away"), NotMade("video_away"))
    worked(away)
    assert (room().state, room().failure, room().tries) == ("wanted", "video_away", 1)
    assert videos_failing(now=clock.now()).count() == 0  # once is nothing
    with clock.pinned(NOON + timedelta(minutes=3)):
        worked(away)
        assert videos_failing(now=clock.now()).count() == 1
        assert "videos_fail" in {p.code for p in problems_of(status_now(now=NOON, demo=True))}
    with clock.pinned(NOON + timedelta(hours=1)):
        worked(away)
    assert {meeting.key for meeting in away.asked} == {room().key}
    assert (room().state, room().failure) == ("ready", "")
    assert videos_failing(now=clock.now()).count() == 0


def test_whoever_is_killed_while_asking_asks_again_for_the_same_room(
    place: Town, ase: Citizen
) -> None:
    with rooms(Rooms()):
        on_video(ase, place)
    killed = Rooms(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        worked(killed)
    assert room().state == "wanted"
    with clock.pinned(NOON + timedelta(hours=1)):
        worked(killed)
    assert room().state == "ready"
    assert len({meeting.key for meeting in killed.asked}) == 1


def test_an_address_that_is_none_is_never_shown(place: Town, ase: Citizen) -> None:
    with rooms(Rooms()):
        on_video(ase, place)
    worked(Rooms(Made("javascript:alert(1)", "ref")))
    assert (room().state, room().address, room().failure) == ("wanted", "", "no_weblink")


def test_a_cancelled_conversation_has_no_link_and_its_room_is_ended(
    place: Town, ase: Citizen
) -> None:
    way = Rooms()
    with rooms(way):
        booking = on_video(ase, place)
    worked(way)
    key = room().key
    booking_cancel(actor=town.acting(ase), booking=booking)
    assert (room().state, room().address) == ("ending", "")
    worked(way)
    assert way.ended == [(key, "ref-1")]
    assert (room().state, room().ref) == ("over", "")


def test_one_cancelled_while_the_room_is_made_is_ended_too(place: Town, ase: Citizen) -> None:
    way = Rooms()
    with rooms(way):
        booking = on_video(ase, place)

    class Meanwhile(Rooms):
        def make(self, meeting: Meeting) -> Made:
            booking_cancel(actor=town.acting(ase), booking=booking)
            return super().make(meeting)

    worked(Meanwhile())
    assert room().state in {"ending", "over"}
    assert room().address == ""
    worked(way)
    assert room().state == "over"


def test_a_moved_conversation_has_a_room_of_its_own_and_the_old_one_is_over(
    place: Town, ase: Citizen
) -> None:
    way = Rooms()
    with rooms(way):
        booking = on_video(ase, place)
        worked(way)
        old = room().key
        slot = free(ase, place.karen, channel="video")[-1]
        wanted = request(slot.start, channel="video")
        booking_move(
            actor=town.acting(ase), booking=booking, counsellor=place.karen, request=wanted
        )
        worked(way)
    assert way.ended == [(old, "ref-1")]
    states = list(VideoMeeting.objects.order_by("id").values_list("state", flat=True))
    assert states == ["over", "ready"]
    assert room().key != old
