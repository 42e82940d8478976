"""Rooms for conversations on video: wanted with the booking, told, written by hand, over."""

import pytest
from icalendar import Calendar
from pydantic import ValidationError

from staasted.apps.booking.models import Resource, VideoMeeting
from staasted.apps.booking.services import booking_cancel
from staasted.apps.booking.video_making import video_write
from staasted.apps.citizens.models import Citizen
from staasted.config.environment import Environment
from staasted.core.errors import DomainError
from staasted.integrations.video_by_hand import ByHand
from staasted.integrations.video_jitsi import Jitsi
from staasted.ports.video import Made
from tests import town
from tests.browsing import Browser
from tests.happenings import book, close
from tests.joining import book_joint, both, build_fund
from tests.reminding import choose, with_phone
from tests.rooms import LINK, Rooms, on_video, room, rooms, waiting, worked
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return with_phone(place)


def test_a_conversation_otherwise_than_on_video_has_no_room(place: Town, ase: Citizen) -> None:
    book(ase, place.karen, channel="phone")
    assert not VideoMeeting.objects.exists()


def test_in_a_demo_the_room_is_a_page_of_the_demo(place: Town, ase: Citizen) -> None:
    on_video(ase, place)
    assert room().address == f"/demo/video/{room().key}/"
    assert room().key not in waiting(ase.person)["booked-email"].body


def test_a_jitsi_room_has_a_name_nobody_can_guess_and_is_told_at_once(
    place: Town, ase: Citizen
) -> None:
    with rooms(Jitsi("https://video.aadal.dk/")):
        on_video(ase, place)
    address = f"https://video.aadal.dk/{room().key}"
    assert (room().address, len(room().key)) == (address, 32)
    letter = waiting(ase.person)["booked-email"]
    assert address in letter.body
    entry = Calendar.from_ical(letter.calendar).walk("VEVENT")[0]
    assert str(entry["LOCATION"]) == address


def test_two_conversations_never_share_a_room(place: Town, ase: Citizen) -> None:
    with rooms(Jitsi("https://video.aadal.dk")):
        on_video(ase, place)
        on_video(town.citizen(place.jens), Town(place.jens, place.karen, place.lead))
    assert len(set(VideoMeeting.objects.values_list("address", flat=True))) == 2


def test_the_reminder_two_hours_before_has_the_link_and_is_one_sms(
    place: Town, ase: Citizen
) -> None:
    with rooms(Jitsi("https://video.aadal.dk")):
        on_video(ase, place)
    told = waiting(ase.person)
    assert room().address in told["reminder_hours-sms"].body
    assert len(told["reminder_hours-sms"].body) <= 160
    assert room().address in told["reminder_hours-email"].body


def test_a_link_too_long_for_an_sms_is_left_out_and_the_page_is_named(
    place: Town, ase: Citizen, settings: object
) -> None:
    house = {"public_url": "https://aadal.dk"}
    settings.STAASTED = settings.STAASTED.model_copy(update=house)
    with rooms(Rooms()):
        on_video(ase, place)
    worked(Rooms(Made("https://teams.example/l/" + "x" * 200, "ref")))
    told = waiting(ase.person)
    assert "xxx" not in told["reminder_hours-sms"].body
    assert "Link på https://aadal.dk." in told["reminder_hours-sms"].body
    assert "xxx" in told["reminder_hours-email"].body


def test_who_shares_a_telephone_gets_no_link_by_sms(place: Town, ase: Citizen) -> None:
    with rooms(Jitsi("https://video.aadal.dk")):
        on_video(ase, place)
        choose(ase, shared_phone=True)
    assert room().key not in waiting(ase.person)["reminder_hours-sms"].body


def test_a_held_conversation_has_no_room_any_more(place: Town, ase: Citizen) -> None:
    close(on_video(ase, place))
    assert (room().state, room().address) == ("over", "")


def test_by_hand_the_holder_writes_the_link_and_the_citizen_is_told_each_time(
    place: Town, ase: Citizen
) -> None:
    with rooms(ByHand()):
        booking = on_video(ase, place)
        assert (room().state, room().failure) == ("wanted", "to_be_written")
        worked(ByHand())  # nobody asks again by themselves
        assert room().tries == 0
    for number, link in enumerate((LINK, f"{LINK}/2"), start=1):
        video_write(actor=place.counsellor(), booking=booking, address=link)
        assert (room().address, room().changes) == (link, number)
        assert link in waiting(ase.person)["video-email"].body


def test_a_standing_link_is_used_the_next_time(place: Town, ase: Citizen) -> None:
    with rooms(ByHand()):
        booking = on_video(ase, place)
        video_write(actor=place.counsellor(), booking=booking, address=LINK, keep=True)
        other = town.citizen(place.karen, name="Bo")
        book(other, place.karen, channel="video")
    assert Resource.objects.get(person=place.karen).video_address == LINK
    assert room().address == LINK


@pytest.mark.parametrize(
    ("address", "code"), [("http://video.example/x", "no_weblink"), ("javascript:x", "no_weblink")]
)
def test_a_link_nobody_may_be_sent_to_is_not_kept(
    place: Town, ase: Citizen, address: str, code: str
) -> None:
    booking = on_video(ase, place)
    with pytest.raises(DomainError, match=code):
        video_write(actor=place.counsellor(), booking=booking, address=address)


def test_no_link_is_written_where_nobody_is_on_video_or_it_is_cancelled(
    place: Town, ase: Citizen
) -> None:
    booking = book(ase, place.karen, channel="phone")
    with pytest.raises(DomainError, match="no_video"):
        video_write(actor=place.counsellor(), booking=booking, address=LINK)
    booking_cancel(actor=town.acting(ase), booking=booking)
    with pytest.raises(DomainError, match="not_live"):
        video_write(actor=place.counsellor(), booking=booking, address=LINK)


def test_an_a_kasse_on_video_in_a_conversation_in_person_gets_the_link_alone(place: Town) -> None:
    fund = build_fund(place)
    with rooms(Jitsi("https://video.aadal.dk")):
        case = both(fund, mail="dagny@citizen.example")
        book_joint(case, place.karen, channel="in_person")
    assert room().address in waiting(fund.anna)["partner_booked-email"].body
    assert room().key not in waiting(case.person)["booked-email"].body


@pytest.mark.parametrize("address", ["http://video.aadal.dk", "video.aadal.dk", "https://10.0.0.1"])
def test_a_jitsi_server_is_told_by_an_address_citizens_can_be_sent_to(address: str) -> None:
    with pytest.raises(ValidationError, match=r"https://video\.example"):
        Environment(jitsi_url=address)
    assert Environment(jitsi_url="https://video.aadal.dk").video == "by_hand"


def test_the_page_of_a_booking_leads_to_its_room_until_it_is_cancelled(
    place: Town, ase: Citizen
) -> None:
    booking = on_video(ase, place)
    address = f"/mit-forloeb/samtaler/{booking.public_id}/"
    citizen = Browser(ase.person)
    there = citizen.link(citizen.get(address), "/demo/video/")
    assert "Her ville I tale sammen" in citizen.get(there)
    booking_cancel(actor=town.acting(ase), booking=booking)
    assert "/demo/video/" not in citizen.get(address)


def test_the_coach_writes_the_link_on_a_page_of_its_own(place: Town, ase: Citizen) -> None:
    with rooms(ByHand()):
        booking = on_video(ase, place)
        karen = Browser(place.karen)
        page = karen.get(f"/samtaler/{booking.public_id}/afslut/")
        address = karen.link(page, f"/samtaler/{booking.public_id}/video/")
        wrong = karen.client.post(address, {"link": "http://x"})
        assert wrong.status_code == 400
        karen.post(address, link=LINK, keep="on")
        assert LINK in Browser(ase.person).get(f"/mit-forloeb/samtaler/{booking.public_id}/")
