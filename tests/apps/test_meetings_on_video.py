"""A meeting by video has one room from the port, told to those with a seat and to nobody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.booking.models import Resource
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.making import meeting_cancel, meeting_change
from staasted.apps.meetings.models import GroupMeeting, MeetingVideo
from staasted.apps.meetings.video_making import meeting_video_next, meeting_video_write
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from staasted.integrations.video_by_hand import ByHand
from staasted.ports.video import NotMade
from tests.browsing import Browser, main, refused
from tests.gathering import join, meeting, plan
from tests.inviting import who_books
from tests.rooms import LINK, Rooms, rooms
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def work(way: object) -> None:
    with rooms(way):
        while meeting_video_next(now=clock.now()):
            pass


def now_of(held: GroupMeeting) -> MeetingVideo:
    return MeetingVideo.objects.filter(meeting=held).latest("id")


def letters(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind, road="email").order_by("id"))


def test_where_somebody_outside_is_asked_the_worker_asks_and_those_with_a_seat_are_told(
    place: Town, ase: Citizen
) -> None:
    bo, cy = (who_books(place, name=name, email=f"{name}@b.example") for name in ("Bo", "Cy"))
    with rooms(Rooms()) as asked:
        held = meeting(place)
        for case in (ase, bo, cy):
            join(case, held)
        assert asked.asked == []  # nobody waits for a server while a meeting is made
    assert now_of(held).state == "wanted"
    work(asked)
    room = now_of(held)
    assert (room.state, room.address) == ("ready", f"{LINK}/{room.key}")
    told = letters("meeting_video")
    assert {letter.person_id for letter in told} == {ase.person_id, bo.person_id}
    assert all(room.address in letter.body for letter in told)
    assert held.title not in told[0].body


def test_whoever_gets_a_seat_later_has_the_link_in_the_letter_about_it(
    place: Town, ase: Citizen
) -> None:
    with rooms(Rooms()) as asked:
        held = meeting(place)
    work(asked)
    join(ase, held)
    (letter,) = letters("meeting_seat")
    assert now_of(held).address in letter.body
    assert letters("meeting_video") == []


def test_what_is_not_made_is_tried_again_with_the_same_key_and_shown_to_the_house(
    place: Town, ase: Citizen
) -> None:
    way = Rooms(NotMade("away"), NotMade("away"), NotMade("away"))
    with rooms(way):
        held = meeting(place)
        for minutes in (0, 60, 120):
            with clock.pinned(clock.now() + timedelta(minutes=minutes)):
                meeting_video_next(now=clock.now())
    assert len({each.key for each in way.asked}) == 1
    assert (now_of(held).state, now_of(held).failure) == ("wanted", "away")
    said = {
        problem.code: problem.values
        for problem in problems_of(status_now(now=clock.now(), demo=True))
    }
    assert said["videos_fail"] == {"count": 1}


def test_another_time_is_another_room_and_the_old_one_is_over(place: Town, ase: Citizen) -> None:
    with rooms(Rooms()) as asked:
        held = meeting(place)
        join(ase, held)
    work(asked)
    first = now_of(held)
    later = held.starts_at + timedelta(days=1)
    with rooms(asked):
        meeting_change(actor=place.counsellor(), meeting=held, plan=plan(place.karen, at=later))
    work(asked)
    second = now_of(held)
    assert second.key != first.key
    assert asked.ended == [(first.key, "ref-1")]
    first.refresh_from_db()
    assert (first.state, first.address) == ("over", "")
    assert second.address in letters("meeting_video")[-1].body


def test_a_cancelled_meeting_has_no_room_and_one_by_telephone_never_had(place: Town) -> None:
    with rooms(Rooms()) as asked:
        held = meeting(place)
        elsewhere = plan(place.karen).starts_at + timedelta(days=1)
        meeting(place, at=elsewhere, channel=Channel.PHONE)
        meeting_cancel(actor=place.counsellor(), meeting=held, because="Syg.")
    work(asked)
    assert asked.asked == []
    assert [room.state for room in MeetingVideo.objects.all()] == ["over"]


def test_by_hand_it_is_the_holders_standing_link_or_one_that_is_written(
    place: Town, ase: Citizen
) -> None:
    with rooms(ByHand()):
        held = meeting(place)
        join(ase, held)
        assert now_of(held).address == ""
        link = "https://video.aadal.dk/moede"
        meeting_video_write(actor=place.counsellor(), meeting=held, address=link)
        assert link in letters("meeting_video")[0].body
        with pytest.raises(DomainError, match="no_weblink"):
            meeting_video_write(actor=place.counsellor(), meeting=held, address="javascript:x")
        Resource.objects.filter(person=place.karen).update(video_address=f"{link}-karen")
        next_day = held.starts_at + timedelta(days=1)
        assert now_of(meeting(place, at=next_day)).address == f"{link}-karen"


def test_the_database_knows_one_room_at_a_time(place: Town) -> None:
    held = meeting(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingVideo.objects.create(meeting=held, key="0" * 32, by="demo")


def test_on_the_pages_the_link_is_for_those_with_a_seat_and_a_coach_writes_another(
    place: Town, ase: Citizen
) -> None:
    bo = who_books(place, name="Bo Ravn")
    held = meeting(place)
    join(ase, held)
    own = f"/mit-forloeb/moeder/{held.public_id}/"
    assert now_of(held).address in main(Browser(ase.person).get(own))
    assert now_of(held).address not in main(Browser(bo.person).get(own))
    karen, at = Browser(place.karen), f"/moeder/{held.public_id}/video/"
    assert at in karen.get(f"/moeder/{held.public_id}/")
    assert text("errors.no_weblink.next") in refused(karen, at, link="")
    karen.post(at, link="https://video.aadal.dk/andet")
    assert "https://video.aadal.dk/andet" in main(Browser(ase.person).get(own))
