"""Where a room has another address for whoever holds it: shown and told to nobody else."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from staasted.apps.audit.actor import Role
from staasted.apps.booking.holders import holding_of
from staasted.apps.booking.models import Booking, VideoMeeting
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.services import booking_cancel, slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.booking.video_making import video_write
from staasted.apps.calendars.feeds import feed_make, feed_read
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.video_making import meeting_video_next
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder, Origin
from staasted.core.slots import free_times
from staasted.ports.video import Made
from tests import town
from tests.browsing import Browser
from tests.gathering import join, meeting
from tests.inviting import who_books
from tests.joining import book_joint, both, build_fund, invite, open_for
from tests.reminding import with_phone
from tests.rooms import LINK, Rooms, on_video, room, rooms, worked
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

JOBS = "job_search"
LEAD = f"{LINK}?pin=4618"


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return with_phone(place)


def way() -> Rooms:
    return Rooms(Made(LINK, "ref", LEAD))


def made(case: Citizen, place: Town) -> Booking:
    with rooms(way()):
        booking = on_video(case, place)
    worked(way())
    return booking


def book_with(case: Citizen, mia: Person) -> Booking:
    """The mentor alone, on video, at the first time there is."""
    purpose, now = catalog().purposes[JOBS], clock.now()
    holds = holding_of(case, mia, purpose, on=clock.today())
    common = {"purpose": purpose, "channel": Channel.VIDEO, "holds": holds}
    found = free_times(search_for(citizen=case, counsellor=mia, now=now, **common))
    wanted = Request(next(iter(found)).start, origin=Origin.OWN_CHOICE, **common)
    return slot_book(actor=town.acting(case), citizen=case, counsellor=mia, request=wanted)


def told() -> str:
    return "\n".join(f"{row.body}\n{row.calendar}" for row in Message.objects.all()).replace(
        "\r\n ", ""
    )


def test_the_coach_comes_in_by_another_link_than_the_citizen(place: Town, ase: Citizen) -> None:
    booking = made(ase, place)
    assert LEAD in Browser(place.karen).get(f"/samtaler/{booking.public_id}/afslut/")
    page = Browser(ase.person).get(f"/mit-forloeb/samtaler/{booking.public_id}/")
    assert LINK in page
    assert LEAD not in page
    assert LINK in told()
    assert LEAD not in told()


def test_each_ones_calendar_has_ones_own_link(place: Town, ase: Citizen) -> None:
    made(ase, place)
    for actor, there in ((place.counsellor(), LEAD), (town.acting(ase), LINK)):
        feed = feed_read(feed_make(actor=actor), asked_from="192.0.2.7", now=clock.now())
        (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
        assert str(event["LOCATION"]) == there


def test_the_a_kasse_is_a_guest_of_the_coachs(place: Town) -> None:
    fund = build_fund(place)
    with rooms(way()):
        book_joint(both(fund, mail="dagny@citizen.example"), place.karen, channel="video")
    worked(way())
    assert LEAD not in told()
    page = Browser(fund.anna).get("/partner/")
    assert LINK in page
    assert LEAD not in page


def test_a_mentor_who_holds_it_alone_is_told_the_link_one_leads_by(
    place: Town, ase: Citizen
) -> None:
    mia = staff_register(
        name="Mia Mentor", email="mia@mentor.example", roles=[Role.PARTNER], from_on=town.LONG_AGO
    )
    open_for(mia, MONDAY + timedelta(days=2), 10, 12)
    invite(ase, mia, purpose=JOBS, held_by=Holder.MENTOR)
    with rooms(way()):
        booking = book_with(ase, mia)
    worked(way())
    letters = Message.objects.filter(person=mia)
    assert any(LEAD in row.body for row in letters)
    assert not any(LEAD in row.body for row in Message.objects.filter(person=ase.person))
    assert booking.counsellor == mia


def test_those_with_a_seat_are_guests_and_the_holder_leads(place: Town) -> None:
    ase = who_books(place)
    with rooms(way()):
        held = meeting(place)
        join(ase, held)
    with rooms(way()):
        while meeting_video_next(now=clock.now()):
            pass
    assert held.channel == Channel.VIDEO
    assert LEAD in Browser(place.karen).get(f"/moeder/{held.public_id}/")
    assert LEAD not in told()
    assert LEAD not in Browser(ase.person).get(f"/mit-forloeb/moeder/{held.public_id}/")


def test_a_link_written_by_hand_is_everybodys(place: Town, ase: Citizen) -> None:
    booking = made(ase, place)
    video_write(actor=place.counsellor(), booking=booking, address=f"{LINK}/2")
    assert (room().holders_address, room().ref) == (f"{LINK}/2", "ref")


def test_it_is_gone_with_the_room(place: Town, ase: Citizen) -> None:
    booking_cancel(actor=town.acting(ase), booking=made(ase, place))
    assert set(VideoMeeting.objects.values_list("address", "host_address")) == {("", "")}


def test_a_link_nobody_may_be_sent_to_is_no_way_in_for_a_coach_either(
    place: Town, ase: Citizen
) -> None:
    with rooms(Rooms()):
        on_video(ase, place)
    worked(Rooms(Made(LINK, "ref", "http://10.0.0.1/?pin=1")))
    assert (room().state, room().failure) == ("wanted", "no_weblink")
